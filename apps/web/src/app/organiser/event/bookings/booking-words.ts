import type { BookingStatus, CounterMethod } from '@boxoffice/contracts';

/** The statuses that a list can be narrowed to. */
export const STATUSES: readonly BookingStatus[] = [
  'confirmed',
  'pending',
  'expired',
  'cancelled',
  'failed',
  'refunded',
];

export function statusName(status: BookingStatus): string {
  const names: Record<BookingStatus, string> = {
    pending: $localize`Held, not paid`,
    confirmed: $localize`Paid`,
    expired: $localize`Expired, not paid`,
    cancelled: $localize`Cancelled, not paid`,
    failed: $localize`Payment failed`,
    refunded: $localize`Refunded`,
  };
  return names[status];
}

export function methodName(method: CounterMethod): string {
  const names: Record<CounterMethod, string> = {
    cash: $localize`Cash`,
    card: $localize`Card`,
    complimentary: $localize`Complimentary`,
  };
  return names[method];
}
