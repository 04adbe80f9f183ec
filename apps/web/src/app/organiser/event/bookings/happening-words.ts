import type { BookingHappening, BookingHappeningDto, ToldHappening } from '@boxoffice/contracts';
import { isTold, toldWords } from '../../../booking/history/told-words';
import { formatMoney } from '../../../design/formats';

/** What happened, in a few words: those that buyers read, and those for the box office alone. */
export function happeningWords({
  what,
  detail,
  amountMinor,
  currency,
}: BookingHappeningDto): string {
  if (isTold(what)) return toldWords({ what, detail, amountMinor, currency });
  const words: Record<Exclude<BookingHappening, ToldHappening>, () => string> = {
    dispute_raised: () =>
      $localize`Dispute: the bank has taken another ${formatMoney(amountMinor ?? 0, currency ?? '')}:amount:`,
    moved: () => $localize`Moved to the buyer’s account`,
    buyer_corrected: () => $localize`Name or address corrected`,
    mail_queued: () => $localize`Email to ${detail}:address: is waiting to be sent`,
    mail_sent: () => $localize`Email sent to ${detail}:address:`,
    mail_delayed: () =>
      $localize`Email to ${detail}:address: is delayed: too many were sent there at once`,
    mail_refused: () => $localize`Email refused by the mail server of ${detail}:address:`,
    mail_requested: () => $localize`Asked to email the confirmation again`,
  };
  return words[what]();
}
