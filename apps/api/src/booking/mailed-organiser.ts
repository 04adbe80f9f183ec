import type { EventDto } from '@boxoffice/contracts';
import type { MailedOrganiser } from '../platform/mail/mail.js';

/**
 * Who sells an event, for the foot of its mails.
 *
 * @param publicUrl where the pages are, for legal texts that aren't somewhere else
 */
export function mailedOrganiser({ id, organiser }: EventDto, publicUrl: string): MailedOrganiser {
  const { name, contactEmail, documents } = organiser;
  return {
    name,
    contactEmail,
    documents: documents.map(({ document, link }) => ({
      document,
      link: link ?? `${publicUrl}/events/${id}/legal/${document}`,
    })),
  };
}
