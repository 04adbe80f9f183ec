import { Service } from '@angular/core';
import { ACTION_KEPT_MS } from '@boxoffice/contracts/waiting';
import { newKey } from './new-key';

interface OpenAction {
  key: string;
  since: number;
}

/**
 * The `Idempotency-Key` of every action whose outcome is not known yet.
 *
 * An action is what is asked for: address and body. It opens when it is first sent and closes when
 * an answer says how it ended. Until then (still under way, or its answer got lost) the same
 * thing asked again is the same action and gets the same key, so the server carries it out once: a
 * second click, an automatic retry, and a person who presses again after a failure. Once it is
 * closed, the same thing asked again is a new action: who has bought two tickets may buy two more.
 */
@Service()
export class ActionKeys {
  private readonly open = new Map<string, OpenAction>();

  keyOf(action: string): string {
    this.forgetOld();
    const known = this.open.get(action);
    if (known) return known.key;
    const key = newKey();
    this.open.set(action, { key, since: Date.now() });
    return key;
  }

  /** The action has been answered. An answer to an older key closes no newer action. */
  close(action: string, key: string): void {
    if (this.open.get(action)?.key === key) this.open.delete(action);
  }

  private forgetOld(): void {
    const oldest = Date.now() - ACTION_KEPT_MS;
    for (const [action, { since }] of this.open) {
      if (since < oldest) this.open.delete(action);
    }
  }
}
