import type { DeclineReason, ToldHappening, ToldHappeningDto } from '@boxoffice/contracts';
import { formatDayAndTime, formatMoney } from '../../design/formats';

type Told = Pick<ToldHappeningDto, 'what' | 'detail' | 'amountMinor' | 'currency'>;

/** What happened to a booking, in a few words that buyer and organiser both read. */
export function toldWords(told: Told): string {
  return WORDS[told.what](told);
}

/** Whether buyers are told of it, too. */
export function isTold(what: string): what is ToldHappening {
  return Object.hasOwn(WORDS, what);
}

const WORDS: Record<ToldHappening, (told: Told) => string> = {
  reserved: () => $localize`Tickets held`,
  extended: ({ detail }) =>
    detail === null
      ? $localize`Hold extended`
      : $localize`Hold extended until ${formatDayAndTime(detail)}:moment:`,
  payment_declined: ({ detail }) => declinedWords(detail),
  confirmed: (told) => (told.amountMinor ? $localize`Paid: ${money(told)}:amount:` : free()),
  payment_failed: () => $localize`Payment failed; nothing was charged`,
  expired: () => $localize`Hold ended unpaid; the tickets went back on sale`,
  cancelled: () => $localize`Cancelled; the tickets went back on sale`,
  retaken: () => $localize`The payment arrived after the hold; the tickets were taken again`,
  money_returned: (told) => returnedWords(told),
  refund_requested: (told) => $localize`Refund of ${money(told)}:amount: begun`,
  refunded: (told) => $localize`Refund of ${money(told)}:amount: sent`,
  refund_failed: (told) => $localize`Refund of ${money(told)}:amount: couldn’t be sent yet`,
  tickets_given_back: () => $localize`Tickets given back`,
  split: () => $localize`Split: some tickets moved to a separate booking`,
  split_off: () => $localize`Split off from another booking`,
  attendees_changed: () => $localize`Attendees changed`,
  transfer_offered: () => $localize`A ticket was offered to somebody`,
  transfer_taken_back: () => $localize`A ticket that was offered was taken back`,
  transfer_accepted: () => $localize`A ticket was passed on: somebody accepted it`,
  ticket_code_replaced: () => $localize`A ticket got a new code; the old one admits nobody`,
  disputed: (told) => $localize`Payment disputed: the bank wants ${money(told)}:amount: back`,
  dispute_won: () => $localize`Dispute decided for the organiser`,
  dispute_lost: () => $localize`Dispute decided for the buyer, who has the money back`,
};

function money({ amountMinor, currency }: Told): string {
  return formatMoney(amountMinor ?? 0, currency ?? '');
}

function free(): string {
  return $localize`Booked`;
}

function declinedWords(reason: string | null): string {
  const words: Record<DeclineReason, () => string> = {
    insufficient_funds: () => $localize`Payment declined: not enough money, or over a limit`,
    expired_card: () => $localize`Payment declined: the card has expired`,
    wrong_details: () => $localize`Payment declined: the card’s details aren’t right`,
    not_authenticated: () => $localize`Payment declined: it wasn’t confirmed with the bank`,
  };
  return reason !== null && Object.hasOwn(words, reason)
    ? words[reason as DeclineReason]()
    : $localize`Payment declined by the bank`;
}

function returnedWords(told: Told): string {
  const amount = money(told);
  switch (told.detail) {
    case 'surplus':
      return $localize`${amount}:amount: arrived for a booking that was paid for already; it goes back`;
    case 'cancelled':
      return $localize`${amount}:amount: arrived after the booking or its event was cancelled; it goes back`;
    default:
      return $localize`${amount}:amount: arrived after the hold, when the tickets were gone or a limit was reached; it goes back`;
  }
}
