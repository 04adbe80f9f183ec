import type {
  BookingHappening,
  BookingHappeningDto,
  BookingStatus,
  CounterMethod,
} from '@boxoffice/contracts';
import { formatDayAndTime } from '../../../design/formats';

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

/** What happened, in a few words. */
export function happeningWords({ what, detail }: BookingHappeningDto): string {
  const words: Record<BookingHappening, () => string> = {
    reserved: () => $localize`Tickets held`,
    extended: () =>
      detail === null
        ? $localize`Hold extended`
        : $localize`Hold extended until ${formatDayAndTime(detail)}:moment:`,
    confirmed: () => $localize`Paid`,
    payment_failed: () => $localize`Payment failed; nothing was charged`,
    expired: () => $localize`Hold ended unpaid; the tickets went back on sale`,
    cancelled: () => $localize`Cancelled; the tickets went back on sale`,
    moved: () => $localize`Moved to the buyer’s account`,
    split: () => $localize`Split: some tickets moved to a separate booking`,
    split_off: () => $localize`Split off from another booking`,
    buyer_corrected: () => $localize`Name or address corrected`,
    attendees_changed: () => $localize`Attendees changed`,
    disputed: () => $localize`Payment disputed: the buyer’s bank wants the money back`,
    dispute_won: () => $localize`Dispute won`,
    dispute_lost: () => $localize`Dispute lost; the money went back to the buyer`,
    mail_queued: () => $localize`Email to ${detail}:address: is waiting to be sent`,
    mail_sent: () => $localize`Email sent to ${detail}:address:`,
    mail_delayed: () =>
      $localize`Email to ${detail}:address: is delayed: too many were sent there at once`,
    mail_refused: () => $localize`Email refused by the mail server of ${detail}:address:`,
    mail_requested: () => $localize`Asked to email the confirmation again`,
  };
  return words[what]();
}
