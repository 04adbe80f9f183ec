import type { BookingDto } from '@boxoffice/contracts';
import { isDecided } from '../../api/idempotency/decided';
import type { Failure } from '../../api/problem';

/**
 * What is known of a payment that was not answered with success.
 *
 * - `refused`: the server has decided, and says why.
 * - `unknown`: no answer, or none that says how it ended; the booking has not been read since.
 * - `unpaid`: as `unknown`, and the booking has been read since: it is not paid so far. An attempt may
 *   still be under way, so no more than that is said.
 */
export type PaymentOutcome = 'refused' | 'unknown' | 'unpaid';

/**
 * @param booking as it was last read; one that is paid or has ended is shown as that, and never comes here
 * @param before as it was read before the payment failed
 */
export function paymentOutcome(
  failure: Failure,
  booking: BookingDto | undefined,
  before: BookingDto | undefined,
): PaymentOutcome {
  if (failure.kind === 'problem' && isDecided(failure.problem.status)) return 'refused';
  return booking === before ? 'unknown' : 'unpaid';
}
