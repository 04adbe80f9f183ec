import type { DisputeDto, PaymentDto, RefundDto } from '@boxoffice/contracts';
import { formatDayAndTime, formatMoney } from '../../design/formats';
import type { IconName } from '../../design/icon';

/** Something that happened to the money of a booking. */
export interface MoneyLine {
  id: string;
  icon: IconName;
  /** What happened. */
  heading: string;
  /** Why, and what comes next. */
  text: string;
}

/** All that happened to the money of a booking, the first thing first; attempts that came to nothing aren’t told. */
export function moneyLines(payments: readonly PaymentDto[]): MoneyLine[] {
  return payments.flatMap((payment) => {
    const line = paymentLine(payment);
    const refunds = payment.refunds.map((refund) => refundLine(refund, payment.currency));
    const disputes = payment.disputes.map((dispute) => disputeLine(dispute, payment.currency));
    return [...(line ? [line] : []), ...disputes, ...refunds];
  });
}

function paymentLine(payment: PaymentDto): MoneyLine | undefined {
  const { id, status, amountMinor, currency, createdAt } = payment;
  const amount = formatMoney(amountMinor, currency);
  const moment = formatDayAndTime(createdAt);
  if (amountMinor === 0) return undefined;
  if (status === 'captured') {
    return { id, icon: 'check', heading: paidWords(payment.provider, amount), text: moment };
  }
  if (status === 'returned') {
    return {
      id,
      icon: 'info',
      heading: $localize`Your payment of ${amount}:amount: couldn’t be used`,
      text: moment,
    };
  }
  if (status === 'processing') {
    return {
      id,
      icon: 'clock',
      heading: $localize`Your payment of ${amount}:amount: is on its way`,
      text: $localize`We’re waiting for your bank.`,
    };
  }
  return undefined;
}

function paidWords(provider: string, amount: string): string {
  switch (provider) {
    case 'simulated':
    case 'stripe':
      return $localize`Paid ${amount}:amount: by card`;
    case 'paypal':
      return $localize`Paid ${amount}:amount: with PayPal`;
    case 'offline':
      return $localize`Paid ${amount}:amount: by bank transfer`;
    case 'counter':
      return $localize`Paid ${amount}:amount: at the box office`;
    default:
      return $localize`Paid ${amount}:amount:`;
  }
}

function refundLine(refund: RefundDto, currency: string): MoneyLine {
  const amount = formatMoney(refund.amountMinor, currency);
  const text = [reasonWords(refund.reason), refund.note, standingWords(refund)]
    .filter((words) => words !== '')
    .join(' ');
  const heading =
    refund.status === 'succeeded'
      ? $localize`${amount}:amount: went back to you`
      : $localize`${amount}:amount: goes back to you`;
  const icons = {
    succeeded: 'check',
    failed: 'alert',
    requested: 'clock',
    processing: 'clock',
  } as const;
  return { id: `refund-${refund.id}`, icon: icons[refund.status], heading, text };
}

function disputeLine(dispute: DisputeDto, currency: string): MoneyLine {
  const { id, amountMinor, status, createdAt, endedAt } = dispute;
  const amount = formatMoney(amountMinor, currency);
  const heading = {
    open: () => $localize`You’ve disputed ${amount}:amount:`,
    won: () => $localize`Your dispute of ${amount}:amount: was declined`,
    lost: () => $localize`Your dispute of ${amount}:amount: was accepted`,
  }[status]();
  const text = formatDayAndTime(endedAt ?? createdAt);
  return { id: `dispute-${id}`, icon: status === 'open' ? 'clock' : 'info', heading, text };
}

function reasonWords(reason: RefundDto['reason']): string {
  switch (reason) {
    case 'late':
      return $localize`Your payment arrived after your hold had ended, and the tickets were gone or a limit was reached.`;
    case 'surplus':
      return $localize`This booking had already been paid for.`;
    case 'cancelled':
      return $localize`The booking had been cancelled before your payment arrived.`;
    case 'event_cancelled':
      return $localize`The event has been cancelled.`;
    case 'requested':
      return $localize`The organiser refunded it.`;
  }
}

function standingWords({ status, createdAt }: RefundDto): string {
  switch (status) {
    case 'succeeded':
      return $localize`Sent on ${formatDayAndTime(createdAt)}:moment:. Your bank may take a few days to show it.`;
    case 'failed':
      return $localize`It couldn’t be sent yet. We’re looking into it; you don’t have to do anything.`;
    default:
      return $localize`It’s on its way.`;
  }
}
