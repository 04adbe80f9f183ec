import type { MailedOrganiser } from '../mail.js';
import { oneLine } from '../../text/plain-text.js';
import type { LetterPart } from './letter.js';
import type { Spoken } from './spoken.js';

/** Who sells what a letter is about, each once, as its last part. */
export function sellers(
  organisers: readonly (MailedOrganiser | undefined)[],
  { texts }: Spoken,
): LetterPart[] {
  const known = organisers.filter((one) => one !== undefined);
  const each = new Map(known.map((one) => [JSON.stringify(one), one]));
  return [...each.values()].map(({ name, contactEmail, documents }) => ({
    kind: 'seller',
    name: texts.seller.soldBy(oneLine(name)),
    address: contactEmail,
    documents: documents.map(({ document, link }) => ({
      label: texts.seller.documents[document],
      link,
    })),
  }));
}
