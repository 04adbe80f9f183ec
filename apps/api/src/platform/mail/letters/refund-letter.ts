import {
  formatEventMoment,
  formatNumber,
  formatReference,
  pluralForm,
} from '@boxoffice/contracts/formats';
import { formatMoney } from '@boxoffice/contracts/money';
import { oneLine } from '../../text/plain-text.js';
import type { MailTemplates } from '../mail.js';
import { greeting } from './greeting.js';
import type { Letter } from './letter.js';
import { sellers } from './seller.js';
import type { Spoken } from './spoken.js';

/** Says that money goes back, why, and what became of the tickets. */
export function moneyReturned(data: MailTemplates['money-returned'], spoken: Spoken): Letter {
  const { texts, locale } = spoken;
  const { subject, preview, heading, reasons, booking, amount, tickets, note, papers, action } =
    texts.returned;
  const event = oneLine(data.eventName);
  const money = formatMoney(data.amountMinor, data.currency, locale);
  const lines = data.message.split('\n').filter((line) => line.trim() !== '');
  const gone = pluralForm(
    data.tickets,
    { one: tickets.one, other: tickets.other(formatNumber(data.tickets, locale)) },
    locale,
  );
  return {
    subject: subject(event),
    preview: preview(money),
    heading,
    parts: [
      { kind: 'paragraph', text: greeting(data.name, texts) },
      { kind: 'paragraph', text: reasons[data.reason](event) },
      ...(lines.length > 0
        ? [
            {
              kind: 'quote',
              by: texts.cancelled.message(oneLine(data.organiser.name)),
              lines,
            } as const,
          ]
        : []),
      {
        kind: 'ticket',
        title: event,
        facts: [formatEventMoment(data.startsAt, data.timeZone, locale), oneLine(data.venue)],
        lines: [{ label: booking(formatReference(data.bookingId)), amount: money }],
        total: { label: amount, amount: money },
        within: [],
      },
      ...(data.tickets > 0 ? [{ kind: 'paragraph', text: gone } as const] : []),
      { kind: 'paragraph', text: note },
      { kind: 'action', label: action, link: data.bookingLink },
      ...(data.reason === 'requested' || data.reason === 'event_cancelled'
        ? [{ kind: 'note', text: papers } as const]
        : []),
      ...sellers([data.organiser], spoken),
    ],
  };
}
