import { describe, expect, it } from '@jest/globals';
import {
  formatDay,
  formatEventMoment,
  formatEventTime,
  formatNumber,
  formatPercent,
  formatReference,
  pluralForm,
  preferredLanguage,
} from './index.js';

const plain = (text: string): string => text.replace(/\s/g, ' ');

describe("an event's time", () => {
  const startsAt = '2027-06-12T22:30:00.000Z';

  it('is shown in the time zone of the venue, wherever the reader is', () => {
    expect(formatDay(startsAt, 'Europe/Berlin', 'en-GB')).toBe('Sunday, 13 June 2027');
    expect(formatDay(startsAt, 'America/New_York', 'de-DE')).toBe('Samstag, 12. Juni 2027');
  });

  it('names the zone, so that nobody comes an hour late', () => {
    expect(plain(formatEventTime(startsAt, 'Europe/Berlin', 'en-GB'))).toBe('00:30 CEST');
    expect(plain(formatEventTime(startsAt, 'Europe/Berlin', 'de-DE'))).toBe('00:30 MESZ');
  });

  it('is told in UTC where the zone is not known', () => {
    expect(plain(formatEventMoment(startsAt, 'Mars/Olympus', 'en-GB'))).toBe(
      'Saturday, 12 June 2027, 22:30 UTC',
    );
  });
});

describe('numbers', () => {
  it('are grouped as the language does', () => {
    expect(formatNumber(20_000, 'en-GB')).toBe('20,000');
    expect(formatNumber(20_000, 'de-DE')).toBe('20.000');
  });

  it('write percentages exactly, from hundredths of a percent', () => {
    expect([1_900, 750, 1, 10_000].map((points) => formatPercent(points, 'en-GB'))).toEqual([
      '19%',
      '7.5%',
      '0.01%',
      '100%',
    ]);
    expect(plain(formatPercent(1_075, 'de-DE'))).toBe('10,75 %');
  });

  it('choose the form of a text by the rules of the language', () => {
    const forms = { one: '1 Ticket', other: 'Tickets' };
    expect([0, 1, 2].map((count) => pluralForm(count, forms, 'de-DE'))).toEqual([
      'Tickets',
      '1 Ticket',
      'Tickets',
    ]);
  });
});

describe('the language', () => {
  it('is the first of those preferred that there is', () => {
    expect(preferredLanguage(['fr-FR', 'de-AT', 'en'])).toBe('de');
    expect(preferredLanguage(['fr'])).toBe('en');
    expect(preferredLanguage([])).toBe('en');
  });
});

describe('a number of a booking or a ticket', () => {
  it('stays as it is where it is short, and is grouped from its end where it is long', () => {
    expect(formatReference('100383')).toBe('100383');
    expect(formatReference('7300000000000000012')).toBe('730 0000 0000 0000 0012');
  });
});
