import type { Actor, ActorRole } from '../../platform/audit/actor.js';
import { ManualClock } from '../../platform/clock/manual-clock.fixture.js';
import { Settings } from '../../platform/config/settings.js';
import { RateLimits } from '../../platform/rate-limits/rate-limits.js';
import { UnpaidTickets } from './unpaid-tickets.js';

const HOLD_MS = 600_000;

const somebody = (actorRole: ActorRole, actorId: string, more: Partial<Actor> = {}): Actor => ({
  actorId,
  actorRole,
  ip: '192.0.2.1',
  requestId: null,
  ...more,
});

describe('unpaid tickets', () => {
  let clock: ManualClock;
  let unpaid: UnpaidTickets;

  beforeEach(() => {
    const settings = new Settings();
    clock = new ManualClock(0);
    unpaid = new UnpaidTickets(new RateLimits(settings, clock), settings);
  });

  const take = (actor: Actor, quantity: number) => unpaid.take('1', quantity, actor);

  const pay = (actor: Actor, quantity: number, heldMs: number) =>
    unpaid.paid([{ eventId: '1', quantity, heldSeconds: heldMs / 1_000 }], actor);

  /** For how long the next hold is told that tickets have been unpaid. */
  const sinceOf = async (actor: Actor, quantity = 1) =>
    (await take(actor, quantity)).unpaidForSeconds;

  describe.each([
    ['an account', somebody('customer', '7')],
    ['a guest', somebody('guest', '8')],
  ])('of %s', (_, buyer) => {
    it('are told of from the first that was not paid for', async () => {
      expect(await sinceOf(buyer, 2)).toBe(0);
      clock.milliseconds += HOLD_MS;
      expect(await sinceOf(buyer, 2)).toBe(600);
    });

    it('are forgotten once they are paid for, and when their hour is over', async () => {
      await take(buyer, 2);
      clock.milliseconds += HOLD_MS - 1;
      await pay(buyer, 2, HOLD_MS - 1);
      clock.milliseconds += 1;
      expect(await sinceOf(buyer, 2)).toBe(0);
      clock.milliseconds += 3_599_999;
      expect(await sinceOf(buyer)).toBe(3599.999);
      clock.milliseconds += 1;
      expect(await sinceOf(buyer)).toBe(0);
    });

    it('are told of from the oldest of them: what is paid for is none', async () => {
      await take(buyer, 2);
      clock.milliseconds += 300_000;
      await take(buyer, 4);
      clock.milliseconds += 290_000;
      await pay(buyer, 2, 590_000);
      clock.milliseconds += 70_000;
      expect(await sinceOf(buyer, 2)).toBe(360);
      await pay(buyer, 4, 360_000);
      expect(await sinceOf(buyer)).toBe(0);
    });

    it('stay the oldest while what was taken after them is paid for', async () => {
      await take(buyer, 2);
      clock.milliseconds += 500_000;
      await take(buyer, 4);
      clock.milliseconds += 100_000;
      // Counted a moment before the tickets were held.
      await pay(buyer, 4, 99_000);
      clock.milliseconds += 60_000;
      expect(await sinceOf(buyer)).toBe(660);
    });

    it('of a changed order are told of by its minutes alone, which are no hold’s', async () => {
      await take(buyer, 6);
      clock.milliseconds += 120_000;
      expect(await sinceOf(buyer, 6)).toBe(120);
    });
  });

  it('of guests at one address are told of once more than half of their quota has been unpaid', async () => {
    for (let guest = 1; guest <= 15; guest += 1) await take(somebody('guest', `${guest}`), 2);
    clock.milliseconds += HOLD_MS;
    // A crowd behind one address, which buys all the time.
    expect(await sinceOf(somebody('guest', '16'))).toBe(0);
    expect(await sinceOf(somebody('guest', '17'))).toBe(600);
    expect(await sinceOf(somebody('guest', '18', { ip: '192.0.2.2' }))).toBe(0);
    expect(await sinceOf(somebody('customer', '19'))).toBe(0);
  });

  it('of people with accounts behind one address are nobody else’s', async () => {
    for (let user = 1; user <= 60; user += 1) await take(somebody('customer', `${user}`), 4);
    clock.milliseconds += HOLD_MS;
    expect(await sinceOf(somebody('customer', '61'), 4)).toBe(0);
  });

  it('of the accounts of one mailbox count together', async () => {
    const ofMailbox = (id: string): Actor => somebody('customer', id, { mailbox: 'a digest' });
    await take(ofMailbox('7'), 10);
    await take(ofMailbox('8'), 10);
    await expect(take(ofMailbox('9'), 1)).rejects.toMatchObject({ code: 'UNPAID_LIMIT_EXCEEDED' });
    await take(somebody('customer', '10'), 1);
  });

  it.each<ActorRole>(['organiser', 'admin'])('of an %s do not count', async (role) => {
    for (let times = 0; times < 10; times += 1) {
      clock.milliseconds += HOLD_MS;
      expect(await sinceOf(somebody(role, '7'), 500)).toBe(0);
    }
  });
});
