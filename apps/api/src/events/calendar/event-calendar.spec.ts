import type { EventDto } from '@boxoffice/contracts';
import { eventCalendar } from './event-calendar.js';

const EVENT = {
  id: '7',
  state: 'published',
  name: 'Mass; in B minor, with\r\nBEGIN:VALARM',
  subtitle: 'Film scores',
  description: '# Bach\n\n**Two** hours, [really](https://choir.example)',
  venue: 'St Mary’s, Hamburg',
  address: '1 Church Lane\n20095 Hamburg',
  startsAt: '2027-03-28T17:30:00.000Z',
  endsAt: '2027-03-28T19:45:00.000Z',
  timeZone: 'Europe/Berlin',
} as EventDto;

const URL = 'https://tickets.example/events/7';
const NOW = new Date('2026-12-01T08:00:00Z');

/** The lines of the file, unfolded (RFC 5545, 3.1). */
function linesOf(event: EventDto): string[] {
  return eventCalendar(event, URL, NOW).replaceAll('\r\n ', '').split('\r\n');
}

describe('the calendar file of an event', () => {
  it('says when in UTC, where and what, and nothing in it begins another part', () => {
    const lines = linesOf(EVENT);
    expect(lines).toEqual(
      expect.arrayContaining([
        'UID:event-7@tickets.example',
        'DTSTAMP:20261201T080000Z',
        'DTSTART:20270328T173000Z',
        'DTEND:20270328T194500Z',
        'SUMMARY:Mass\\; in B minor\\, with BEGIN:VALARM',
        'LOCATION:St Mary’s\\, Hamburg\\, 1 Church Lane 20095 Hamburg',
        'STATUS:CONFIRMED',
      ]),
    );
    const description = lines.find((line) => line.startsWith('DESCRIPTION:'));
    expect(description).toBe(
      'DESCRIPTION:Film scores\\n\\nBach\\nTwo hours\\, really\\n\\nhttps://tickets.example/events/7',
    );
    expect(lines.filter((line) => line.startsWith('BEGIN:'))).toEqual([
      'BEGIN:VCALENDAR',
      'BEGIN:VEVENT',
    ]);
  });

  it('takes two hours where nobody has said when it ends, and tells that it is cancelled', () => {
    const lines = linesOf(Object.assign({}, EVENT, { endsAt: null, state: 'cancelled' }));
    expect(lines).toContain('DTEND:20270328T193000Z');
    expect(lines).toContain('STATUS:CANCELLED');
  });
});
