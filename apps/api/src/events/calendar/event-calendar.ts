import type { EventDto } from '@boxoffice/contracts';
import ical, { ICalCalendarMethod, ICalEventStatus } from 'ical-generator';
import { oneLine } from '../../platform/text/plain-text.js';
import { plainTextOf } from '../description/render-markdown.js';

/** What an event of which nobody has said when it ends takes in a calendar. */
const LENGTH_MS = 2 * 60 * 60 * 1_000;

/** Calendars show a few lines; the page has the rest. */
const DESCRIPTION_MAX = 1_000;

/**
 * An event as a file that calendars take (RFC 5545). Its times are moments in UTC: each calendar shows them on its own
 * clock, and no rule about summer time has to be sent along.
 *
 * @param url of the event's page
 * @param now when the file is made
 */
export function eventCalendar(event: EventDto, url: string, now: Date): string {
  const startsAt = new Date(event.startsAt);
  const endsAt = event.endsAt ? new Date(event.endsAt) : new Date(startsAt.getTime() + LENGTH_MS);
  const calendar = ical({
    prodId: { company: 'Boxoffice', product: 'Boxoffice' },
    method: ICalCalendarMethod.PUBLISH,
  });
  calendar.createEvent({
    // The same for as long as the event is: a calendar that has it already updates it.
    id: `event-${event.id}@${new URL(url).hostname}`,
    stamp: now,
    start: startsAt,
    end: endsAt,
    summary: oneLine(event.name),
    location: [event.venue, event.address].map(oneLine).filter(Boolean).join(', '),
    description: [oneLine(event.subtitle), plainTextOf(event.description), url]
      .filter(Boolean)
      .map((text) => text.slice(0, DESCRIPTION_MAX))
      .join('\n\n'),
    url,
    status: event.state === 'cancelled' ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
  });
  return calendar.toString();
}
