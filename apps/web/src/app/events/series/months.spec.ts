import type { SeriesDateDto } from '@boxoffice/contracts';
import { monthsOf } from './months';

const date = (startsAt: string, timeZone = 'Europe/Berlin'): SeriesDateDto => ({
  eventId: startsAt,
  name: 'Mass in B minor',
  venue: '',
  startsAt,
  timeZone,
  sale: 'available',
  saleStartsAt: null,
});

describe('the months of a series', () => {
  it('have weeks from Monday to Sunday, with each date on its day at the venue', () => {
    const late = date('2027-02-28T23:30:00.000Z');
    const [february, march, ...others] = monthsOf([date('2027-02-14T18:30:00.000Z'), late]);
    expect(others).toEqual([]);
    // February 2027 begins on a Monday and fills four weeks.
    expect(february?.month).toBe('2027-02');
    expect(february?.weeks).toHaveLength(4);
    expect(february?.weeks[1]?.[6]).toMatchObject({ day: '2027-02-14', dates: [{}] });
    // Half past midnight at the venue.
    expect(march?.weeks[0]?.[0]).toEqual({ day: '2027-03-01', dates: [late] });
    expect(march?.weeks.at(-1)?.[2]?.day).toBe('2027-03-31');
    expect(march?.weeks.at(-1)?.[3]?.day).toBe('');
  });

  it('are in order, whatever the order of the dates', () => {
    const dates = [date('2028-02-29T18:30:00.000Z'), date('2027-12-31T18:30:00.000Z')];
    expect(monthsOf(dates).map(({ month }) => month)).toEqual(['2027-12', '2028-02']);
  });
});
