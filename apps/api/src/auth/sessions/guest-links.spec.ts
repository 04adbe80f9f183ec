import { randomBytes } from 'node:crypto';
import { ManualClock } from '../../platform/clock/manual-clock.fixture.js';
import { Settings } from '../../platform/config/settings.js';
import { GuestLinks } from './guest-links.js';

const NOW = Date.parse('2026-11-22T20:00:00Z');
const DAY_MS = 86_400_000;

function linksWith(keys: string[], clock = new ManualClock(NOW)): GuestLinks {
  const settings = new Settings();
  settings.SECRET_KEYS = keys;
  return new GuestLinks(settings, clock);
}

const newKey = (): string => randomBytes(32).toString('base64');

describe('the link of a guest', () => {
  const key = newKey();
  const links = linksWith([key]);

  it('says whose it is, as often as it is opened', () => {
    const token = links.sign('42');
    expect(links.guestOf(token)).toBe('42');
    expect(links.guestOf(token)).toBe('42');
    expect(links.to('42')).toBe(`http://localhost:3001/guest-bookings?token=${token}`);
  });

  it('ends after its time', () => {
    const clock = new ManualClock(NOW);
    const token = linksWith([key], clock).sign('42');
    clock.milliseconds += 399 * DAY_MS;
    expect(linksWith([key], clock).guestOf(token)).toBe('42');
    clock.milliseconds += DAY_MS;
    expect(linksWith([key], clock).guestOf(token)).toBeUndefined();
  });

  it('outlives a change of the key, as long as the old one is there', () => {
    const token = links.sign('42');
    expect(linksWith([newKey(), key]).guestOf(token)).toBe('42');
    expect(linksWith([newKey()]).guestOf(token)).toBeUndefined();
  });

  it('is nobody else’s, and works no longer, when it is changed', () => {
    const [guestId, until, signature] = links.sign('42').split('.');
    const changed = [
      `43.${until}.${signature}`,
      `${guestId}.${Number(until) + 1}.${signature}`,
      `${guestId}.${until}.`,
      `${guestId}.${until}`,
      `${guestId}.${until}.${signature}.x`,
      '..',
      '',
    ];
    for (const token of changed) expect(links.guestOf(token)).toBeUndefined();
  });
});
