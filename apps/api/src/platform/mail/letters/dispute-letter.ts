import { formatReference } from '@boxoffice/contracts/formats';
import { formatMoney } from '@boxoffice/contracts/money';
import { oneLine } from '../../text/plain-text.js';
import type { MailTemplates } from '../mail.js';
import { greeting } from './greeting.js';
import type { Letter } from './letter.js';
import type { Spoken } from './spoken.js';

/** Tells an organiser that a payment is disputed, or how that ended, and what it means for them. */
export function paymentDisputed(
  data: MailTemplates['payment-disputed'],
  { texts, locale }: Spoken,
): Letter {
  const { status } = data;
  const { subjects, preview, headings, notes, amount, action, texts: said } = texts.disputed;
  const event = oneLine(data.eventName);
  const money = formatMoney(data.amountMinor, data.currency, locale);
  const withdrawn =
    data.withdrawnMinor === 0 ? null : formatMoney(data.withdrawnMinor, data.currency, locale);
  return {
    subject: subjects[status](event),
    preview: preview(money, event),
    heading: headings[status],
    parts: [
      { kind: 'paragraph', text: greeting(data.name, texts) },
      { kind: 'paragraph', text: said[status](money, withdrawn) },
      {
        kind: 'ticket',
        title: event,
        facts: [texts.returned.booking(formatReference(data.bookingId))],
        lines: [],
        total: { label: amount, amount: money },
        within: [],
      },
      { kind: 'paragraph', text: notes[status] },
      { kind: 'action', label: action, link: data.link },
    ],
  };
}
