import { formatNumber } from '@boxoffice/contracts/formats';
import type { MailTemplates } from '../mail.js';
import { greeting } from './greeting.js';
import type { Letter } from './letter.js';
import type { Spoken } from './spoken.js';

/** Tells an admin which money doesn't match. The sentences are those of the log, and so in English. */
export function moneyDiffers(
  { name, sentences, more, link }: MailTemplates['money-differs'],
  { texts, locale }: Spoken,
): Letter {
  const { subject, preview, heading, text, found, rest, action, note } = texts.moneyDiffers;
  return {
    subject,
    preview,
    heading,
    parts: [
      { kind: 'paragraph', text: greeting(name, texts) },
      { kind: 'paragraph', text },
      { kind: 'quote', by: found, lines: sentences },
      ...(more > 0 ? [{ kind: 'paragraph', text: rest(formatNumber(more, locale)) } as const] : []),
      { kind: 'action', label: action, link },
      { kind: 'note', text: note },
    ],
  };
}
