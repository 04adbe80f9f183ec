import { ManualClock } from '../clock/manual-clock.fixture.js';
import { ID_EPOCH_MS, SnowflakeGenerator } from './snowflake.js';

const START_MS = ID_EPOCH_MS + 1_000;

function generator(clock: ManualClock, notBeforeMs = 0): SnowflakeGenerator {
  return new SnowflakeGenerator(clock, { dataCenter: 3, machine: 17, notBeforeMs });
}

/** The four parts of an id, taken apart again. */
function partsOf(id: string): Record<string, number> {
  const bits = BigInt(id);
  return {
    milliseconds: Number(bits >> 22n),
    dataCenter: Number((bits >> 17n) & 31n),
    machine: Number((bits >> 12n) & 31n),
    sequence: Number(bits & 4095n),
  };
}

describe('an id', () => {
  it('is made of the time, the data centre, the machine and a sequence', () => {
    const ids = generator(new ManualClock(START_MS));
    expect(partsOf(ids.next())).toEqual({
      milliseconds: 1_000,
      dataCenter: 3,
      machine: 17,
      sequence: 0,
    });
    expect(partsOf(ids.next())).toMatchObject({ milliseconds: 1_000, sequence: 1 });
  });

  it('fits a signed 64-bit integer until the 41 bits of milliseconds end', () => {
    const last = generator(new ManualClock(ID_EPOCH_MS + 2 ** 41 - 1)).next();
    expect(BigInt(last)).toBeLessThan(2n ** 63n);
    expect(new Date(ID_EPOCH_MS + 2 ** 41 - 1).getUTCFullYear()).toBe(2093);
  });

  it('is larger than every one before it, also when more than 4,096 are made in a millisecond', () => {
    const ids = generator(new ManualClock(START_MS));
    const made = Array.from({ length: 10_000 }, () => BigInt(ids.next()));
    expect(new Set(made).size).toBe(10_000);
    expect(made.every((id, index) => index === 0 || id > (made[index - 1] ?? 0n))).toBe(true);
    expect(ids.usedUntilMs).toBe(START_MS + 2);
  });

  it('is never made twice when the clock steps back', () => {
    const clock = new ManualClock(START_MS);
    const ids = generator(clock);
    const before = Array.from({ length: 5_000 }, () => ids.next());
    clock.milliseconds -= 3_600_000;
    const after = Array.from({ length: 5_000 }, () => ids.next());
    expect(new Set([...before, ...after]).size).toBe(10_000);
    expect(BigInt(after[0] ?? 0)).toBeGreaterThan(BigInt(before.at(-1) ?? 0));
  });

  it('begins behind what an earlier holder of the machine number may have used', () => {
    const ids = generator(new ManualClock(START_MS), START_MS + 60_000);
    expect(partsOf(ids.next())).toMatchObject({ milliseconds: 61_000, sequence: 0 });
  });
});
