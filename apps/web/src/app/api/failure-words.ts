import type { Failure } from './problem';

/**
 * What a failure says to the person in front of it: what happened, and what to do next.
 *
 * The words say nothing about money or tickets that the failure itself does not prove. An answer that got
 * lost, a failing server and a server that is too busy leave open what an earlier attempt has done; whether
 * a booking was paid for is told by the booking alone (`booking/pay/payment-outcome.ts`).
 */
export interface FailureWords {
  title: string;
  text: string;
}

type LostAnswer = Exclude<Failure, { kind: 'problem' }>;

/** The words for an answer that did not come, or that nobody could read: they need nothing from the server. */
export function connectionWords({ kind }: LostAnswer): FailureWords {
  return {
    title:
      kind === 'unreachable'
        ? $localize`We can’t reach the server`
        : $localize`We couldn’t read the server’s answer`,
    // Buying is sent under a key, so repeating it has no further effect.
    text: $localize`We don’t know whether your request got through. Try again: you won’t buy anything twice.`,
  };
}

/** The words for any failure. Those for what the API says are loaded once it has said something. */
export async function loadFailureWords(failure: Failure): Promise<FailureWords> {
  if (failure.kind !== 'problem') return connectionWords(failure);
  try {
    return (await import('./problem-words')).failureWords(failure);
  } catch {
    return connectionWords({ kind: 'unreachable' });
  }
}
