import { ManualClock } from '../../platform/clock/manual-clock.fixture.js';
import { AVAILABILITY_MAX_AGE_MS, EventAvailability } from './availability.js';
import type { EventStock, StockLedger } from './stock-ledger.js';

describe('the availability of an event', () => {
  let clock: ManualClock;
  /** Readings that the database has not answered yet. */
  let asked: ((available: number) => void)[];
  let availability: EventAvailability;

  beforeEach(() => {
    clock = new ManualClock(0);
    asked = [];
    const ledger: Pick<StockLedger, 'ofEvent'> = {
      ofEvent: () =>
        new Promise<EventStock>((resolve) => {
          asked.push((available) =>
            resolve(new Map([['1', { tierId: '1', available, held: 0, booked: 0 }]])),
          );
        }),
    };
    availability = new EventAvailability(ledger as StockLedger, clock);
  });

  const seen = async (): Promise<number | undefined> =>
    (await availability.ofEvent('1')).stock.get('1')?.available;

  async function read(available: number): Promise<void> {
    const reading = seen();
    asked.at(-1)?.(available);
    expect(await reading).toBe(available);
  }

  it('is read once for a thousand who ask at once', async () => {
    const all = Promise.all(Array.from({ length: 1_000 }, seen));
    asked[0]?.(7);
    expect(new Set(await all)).toEqual(new Set([7]));
    expect(asked).toHaveLength(1);
  });

  it('is kept for its time, and read anew after it', async () => {
    await read(7);
    clock.milliseconds = AVAILABILITY_MAX_AGE_MS - 1;
    expect(await seen()).toBe(7);
    expect(asked).toHaveLength(1);
    clock.milliseconds = AVAILABILITY_MAX_AGE_MS;
    await read(6);
    expect(asked).toHaveLength(2);
  });

  it('is read anew after this process has committed a change', async () => {
    await read(7);
    availability.changed('1');
    await read(6);
    expect(asked).toHaveLength(2);
    expect(await seen()).toBe(6);
  });

  it('shows nobody a reading that a change fell into, who asks after the change', async () => {
    const before = seen();
    availability.changed('1');
    const after = seen();
    asked[1]?.(6);
    asked[0]?.(7);
    expect(await before).toBe(7);
    expect(await after).toBe(6);
    // Nor is it kept, though it was answered last.
    expect(await seen()).toBe(6);
    expect(asked).toHaveLength(2);
  });

  it('says of which moment it is', async () => {
    clock.milliseconds = 1_000;
    const reading = availability.ofEvent('1');
    clock.milliseconds = 1_200;
    asked[0]?.(7);
    expect((await reading).asOf).toEqual(new Date(1_000));
  });

  it('is not kept when it could not be read', async () => {
    const ledger: Pick<StockLedger, 'ofEvent'> = {
      ofEvent: () => Promise.reject(new Error('the database is away')),
    };
    const failing = new EventAvailability(ledger as StockLedger, clock);
    await expect(failing.ofEvent('1')).rejects.toThrow('the database is away');
    await expect(failing.ofEvent('1')).rejects.toThrow('the database is away');
  });
});
