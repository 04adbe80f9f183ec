import type { DisputeDto, PaymentDto, RefundDto } from '@boxoffice/contracts';
import { formatDayAndTime, formatMoney } from '../../../design/formats';

/** A payment in words for the box office: how much, in which way, and how it stands. */
export function paymentWords(payment: PaymentDto): string {
  const amount = formatMoney(payment.amountMinor, payment.currency);
  const way = wayWords(payment.provider);
  const moment = formatDayAndTime(payment.createdAt);
  switch (payment.status) {
    case 'captured':
      return $localize`${moment}:moment:: ${amount}:amount: paid (${way}:way:)`;
    case 'returned':
      return $localize`${moment}:moment:: ${amount}:amount: couldn’t be used and goes back (${way}:way:)`;
    case 'processing':
      return $localize`${moment}:moment:: ${amount}:amount: under way (${way}:way:)`;
    case 'failed':
      return $localize`${moment}:moment:: ${amount}:amount: declined (${way}:way:)`;
    default:
      return $localize`${moment}:moment:: ${amount}:amount: not paid yet (${way}:way:)`;
  }
}

/** Money that goes back, in words for the box office. */
export function refundWords(refund: RefundDto, currency: string): string {
  const amount = formatMoney(refund.amountMinor, currency);
  const moment = formatDayAndTime(refund.createdAt);
  switch (refund.status) {
    case 'succeeded':
      return $localize`${moment}:moment:: ${amount}:amount: refunded`;
    case 'failed':
      return $localize`${moment}:moment:: ${amount}:amount: could not be refunded. Refund it again, or settle it with the payment provider.`;
    default:
      return $localize`${moment}:moment:: ${amount}:amount: on its way back`;
  }
}

/** Money that the buyer’s bank wants back, in words for the box office. */
export function disputeWords(
  { amountMinor, status, createdAt, endedAt }: DisputeDto,
  currency: string,
): string {
  const amount = formatMoney(amountMinor, currency);
  const moment = formatDayAndTime(endedAt ?? createdAt);
  switch (status) {
    case 'open':
      return $localize`${moment}:moment:: ${amount}:amount: disputed. Answer in your payment provider’s dashboard before its deadline.`;
    case 'won':
      return $localize`${moment}:moment:: dispute of ${amount}:amount: won`;
    case 'lost':
      return $localize`${moment}:moment:: dispute of ${amount}:amount: lost; the money went back to the buyer`;
  }
}

function wayWords(provider: string): string {
  switch (provider) {
    case 'stripe':
      return 'Stripe';
    case 'paypal':
      return 'PayPal';
    case 'offline':
      return $localize`Bank transfer`;
    case 'counter':
      return $localize`At the counter`;
    case 'simulated':
      return $localize`Simulated`;
    default:
      return provider;
  }
}
