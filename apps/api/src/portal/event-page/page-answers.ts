import type { EventDto, SeriesDto, TicketListingDto } from '@boxoffice/contracts';
import { ok } from '../../platform/http/envelope.js';
import { escapedJson } from '../../platform/text/html-text.js';

/** The texts of answers by what they are about: many pages have the very same. */
const texts = new WeakMap<object, string>();

/** What the application asks for first on the page of an event. */
export function answersOfEvent(event: EventDto, listing: TicketListingDto): string {
  return pageAnswers([
    [`/api/v1/events/${event.id}`, event],
    [`/api/v1/tickets?eventId=${event.id}&limit=0`, listing],
  ]);
}

/** What the application asks for first on the page of a series. */
export function answersOfSeries(series: SeriesDto): string {
  return pageAnswers([[`/api/v1/series/${series.id}`, series]]);
}

/**
 * Answers by address, as a block of data: the application reads the block instead of asking, and the first view needs
 * no round trip for it. An address that the application writes in another way is simply asked for.
 */
function pageAnswers(answers: readonly (readonly [address: string, data: object])[]): string {
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
