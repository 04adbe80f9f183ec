import type { EventDto, TicketListingDto } from '@boxoffice/contracts';
import { ok } from '../../platform/http/envelope.js';
import { escapedJson } from '../../platform/text/html-text.js';

/** The texts of answers by what they are about: many pages have the very same. */
const texts = new WeakMap<object, string>();

/**
 * What the application asks for first on the page of an event, by address, as a block of data: it reads the block
 * instead of asking, and the first view needs no round trip for it. An address that the application writes in another
 * way is simply asked for.
 */
export function pageAnswers(event: EventDto, listing: TicketListingDto): string {
  const answers = [
    [`/api/v1/events/${event.id}`, event],
    [`/api/v1/tickets?eventId=${event.id}&limit=0`, listing],
  ] as const;
  const members = answers.map(([address, data]) => `${JSON.stringify(address)}:${textOf(data)}`);
  return `<script type="application/json" id="page-answers">{${members.join(',')}}</script>`;
}

function textOf(data: object): string {
  const known = texts.get(data);
  if (known !== undefined) return known;
  const text = escapedJson(JSON.stringify(ok(data)));
  texts.set(data, text);
  return text;
}
