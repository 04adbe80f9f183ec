import type { CancellationRefunds } from '@boxoffice/contracts';
import type { Choice } from '../../form/choice-field';

/** How an event is cancelled. */
export interface Cancelling {
  /** To its buyers; empty: none. */
  message: string;
  refunds: CancellationRefunds;
}

/** What becomes of the money of a cancelled event. */
export const REFUND_CHOICES = (): readonly (Choice & { value: CancellationRefunds })[] => [
  { value: 'with_fees', words: $localize`Refund everything` },
  { value: 'without_fees', words: $localize`Refund tickets, keep the fees` },
  { value: 'none', words: $localize`Don’t refund automatically` },
];

export const REFUND_HINT = (): string =>
  $localize`Bank transfers and counter sales are yours to pay out`;
