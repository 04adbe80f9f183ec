import type { Actor } from '../../platform/audit/actor.js';
import type { MaybeKeyed } from '../../platform/idempotency/keyed-batch.js';
import type { CounterTerms } from './at-counter.js';
import type { AskedLine } from './order.js';

/** What one buyer asks for. */
export interface ReserveCommand extends MaybeKeyed {
  userId: string;
  /** Who asks, for themselves or for somebody else. */
  actor: Actor;
  lines: AskedLine[];
  /** As they were typed; none for most. */
  codes: string[];
  /** How long they have had tickets of the event unpaid, in seconds. */
  unpaidForSeconds: number;
  /** Whether an order that others stand in the way of is answered instead of tried again. */
  lastTry: boolean;
  /** Where a counter sells; all commands of a batch are of one kind. */
  counter?: CounterTerms;
}
