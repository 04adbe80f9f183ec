import { daysOf, eventsQuery, filterParams, periodOf, readEventFilters } from './event-filters';

const WEDNESDAY = new Date(2026, 11, 30, 23, 59);

describe('the filters of the events in the address', () => {
  it('leave out what makes no sense', () => {
    const filters = readEventFilters({
      q: ` ${'x'.repeat(200)}`,
      from: '2026-02-30',
      to: 'tomorrow',
      price: 'cheap',
      organiser: '1 OR 1',
    });
    expect(filterParams(filters)).toEqual({ q: 'x'.repeat(100) });
    expect(readEventFilters({ from: '2026-12-02', to: '2026-12-01' }).to).toBe('');
  });

  it('are asked of the API', () => {
    expect(
      eventsQuery(readEventFilters({ q: 'choir', price: '2500-EUR', organiser: '7' })),
    ).toEqual({
      q: 'choir',
      maxPriceMinor: '2500',
      currency: 'EUR',
      organiserId: '7',
    });
    expect(eventsQuery(readEventFilters({ price: 'free' }))).toEqual({ free: 'true' });
  });

  it('name days by the calendar, over the end of a year', () => {
    expect(daysOf('weekend', WEDNESDAY)).toEqual({ from: '2027-01-02', to: '2027-01-03' });
    expect(daysOf('week', WEDNESDAY)).toEqual({ from: '2026-12-30', to: '2027-01-05' });
    const sunday = new Date(2027, 0, 3);
    expect(daysOf('weekend', sunday)).toEqual({ from: '2027-01-03', to: '2027-01-03' });
    expect(periodOf(daysOf('month', WEDNESDAY), WEDNESDAY)).toBe('month');
    expect(periodOf({ from: '2027-01-02', to: '' }, WEDNESDAY)).toBe('chosen');
    expect(periodOf({ from: '', to: '' }, WEDNESDAY)).toBe('any');
  });
});
