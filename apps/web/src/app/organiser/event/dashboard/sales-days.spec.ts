import type { DayFiguresDto, EventFiguresDto } from '@boxoffice/contracts';
import { salesDays } from './sales-days';

const figures = (days: DayFiguresDto[], asOf: string): EventFiguresDto => ({
  eventId: '1',
  name: 'Mass',
  timeZone: 'Europe/Berlin',
  currency: 'EUR',
  asOf,
  state: 'published',
  stock: { capacity: 0, available: 0, held: 0, sold: 0, setAside: 0 },
  takingsMinor: 0,
  takings: null,
  disputes: null,
  tiers: [],
  days,
});

describe('the days of a sale', () => {
  it('are none before the first ticket is sold', () => {
    expect(salesDays(figures([], '2026-12-01T12:00:00Z'))).toEqual([]);
  });

  it('go from the first sale to today at the venue, and add up', () => {
    const days = [
      { day: '2026-12-01', sold: 3, takingsMinor: 900 },
      { day: '2026-12-03', sold: 2, takingsMinor: 600 },
    ];
    const shown = salesDays(figures(days, '2026-12-03T23:30:00Z'));
    expect(shown.map(({ day, sold, soldSoFar }) => [day, sold, soldSoFar])).toEqual([
      ['2026-12-01', 3, 3],
      ['2026-12-02', 0, 3],
      ['2026-12-03', 2, 5],
      ['2026-12-04', 0, 5],
    ]);
    expect(shown.at(-1)?.takingsSoFarMinor).toBe(1_500);
  });

  it('end two weeks after the last sale', () => {
    const days = [{ day: '2026-12-01', sold: 3, takingsMinor: null }];
    const shown = salesDays(figures(days, '2028-12-03T23:30:00Z'));
    expect(shown.at(-1)).toEqual({
      day: '2026-12-15',
      sold: 0,
      takingsMinor: null,
      soldSoFar: 3,
      takingsSoFarMinor: null,
    });
  });
});
