import { ManualClock } from '../clock/manual-clock.fixture.js';
import { WindowCounter } from './window-counter.js';

describe('a window counter', () => {
  const clock = new ManualClock(0);
  const counterOf = (requests: number, callersMax?: number): WindowCounter =>
    new WindowCounter({ requests, seconds: 60 }, () => clock.elapsed(), callersMax);

  beforeEach(() => {
    clock.milliseconds = 1_000;
  });

  it('lets in as many as the limit says, and tells what is left', () => {
    const counter = counterOf(2);
    expect(counter.count('a')).toMatchObject({ isWithin: true, remaining: 1, resetSeconds: 60 });
    clock.milliseconds += 10_500;
    expect(counter.count('a')).toMatchObject({ isWithin: true, remaining: 0, resetSeconds: 50 });
    expect(counter.count('a')).toMatchObject({ isWithin: false, remaining: 0, resetSeconds: 50 });
  });

  it('begins anew when the window is over, not before', () => {
    const counter = counterOf(1);
    counter.count('a');
    clock.milliseconds += 59_999;
    expect(counter.count('a')).toMatchObject({ isWithin: false, resetSeconds: 1 });
    clock.milliseconds += 1;
    expect(counter.count('a')).toMatchObject({ isWithin: true, resetSeconds: 60 });
  });

  it('counts each caller by itself', () => {
    const counter = counterOf(1);
    counter.count('a');
    expect(counter.count('b').isWithin).toBe(true);
    expect(counter.count('a').isWithin).toBe(false);
  });

  it('forgets those whose window is over', () => {
    const counter = counterOf(1);
    for (let caller = 0; caller < 100; caller += 1) counter.count(`old ${caller}`);
    clock.milliseconds += 60_000;
    for (let caller = 0; caller < 50; caller += 1) counter.count(`new ${caller}`);
    expect(counter.size).toBe(50);
  });

  it('never remembers more than its bound', () => {
    const counter = counterOf(1, 10);
    for (let caller = 0; caller < 1_000; caller += 1) {
      counter.count(`caller ${caller}`);
      expect(counter.size).toBeLessThanOrEqual(10);
    }
    expect(counter.count('caller 999').isWithin).toBe(false);
  });
});
