import { CHOIR, DEMO_ORGANISER } from '../organisers/organisations.ts';
import type { ApiUnderTest } from '../setup/api-under-test.ts';
import { hold } from '../setup/buy.ts';
import type { DatabaseWindow } from '../setup/database-window.ts';
import { addUser, openSale } from '../setup/open-sale.ts';

/** A request that changes something. */
export interface Post {
  readonly path: string;
  readonly body: unknown;
}

/** A request, one that asks for something else, and how often the first took effect. */
export interface PreparedPost extends Post {
  readonly other: Post;
  readonly effects: () => Promise<number>;
}

export interface KeyedPost {
  readonly name: string;
  /** Status of its success. */
  readonly status: number;
  readonly prepare: (api: ApiUnderTest) => Promise<PreparedPost>;
}

let names = 0;

async function count(sql: DatabaseWindow, select: string, id: string): Promise<number> {
  return (await sql.row<{ count: number }>(`${select} $1`, [id])).count;
}

/** A user who holds two bookings of one ticket each. */
async function twoHolds(api: ApiUnderTest) {
  const sale = await openSale(api.sql, { GA: 2 });
  const userId = await addUser(api.sql);
  return {
    userId,
    held: await hold(api, sale, userId),
    alsoHeld: await hold(api, sale, userId),
  };
}

function confirm(paymentSimulation: 'success' | 'fail', recorded: string): KeyedPost['prepare'] {
  return async (api) => {
    const { userId, held, alsoHeld } = await twoHolds(api);
    const path = '/booking/confirm';
    return {
      path,
      body: { userId, ticketIds: held.ticketIds, paymentSimulation },
      other: { path, body: { userId, ticketIds: alsoHeld.ticketIds, paymentSimulation } },
      effects: () =>
        count(
          api.sql,
          `SELECT count(*)::integer FROM payments WHERE status = '${recorded}' AND booking_id =`,
          held.bookingId,
        ),
    };
  };
}

function ofBooking(verb: string, effects: string): KeyedPost['prepare'] {
  return async (api) => {
    const { userId, held, alsoHeld } = await twoHolds(api);
    return {
      path: `/booking/${held.bookingId}/${verb}`,
      body: { userId },
      other: { path: `/booking/${alsoHeld.bookingId}/${verb}`, body: { userId } },
      effects: () =>
        count(api.sql, `SELECT ${effects} AS count FROM bookings WHERE id =`, held.bookingId),
    };
  };
}

/** Every POST that changes something. */
export const KEYED_POSTS: readonly KeyedPost[] = [
  {
    name: 'reserve',
    status: 200,
    prepare: async (api) => {
      const { eventId } = await openSale(api.sql, { GA: 50 });
      const userId = await addUser(api.sql);
      const asked = (quantity: number): Post => ({
        path: '/booking/reserve',
        body: { userId, eventId, tickets: [{ tier: 'GA', quantity }] },
      });
      return {
        ...asked(1),
        other: asked(2),
        effects: () =>
          count(
            api.sql,
            'SELECT count(*)::integer FROM bookings WHERE cardinality(ticket_ids) = 1 AND user_id =',
            userId,
          ),
      };
    },
  },
  { name: 'confirm', status: 200, prepare: confirm('success', 'captured') },
  { name: 'confirm whose payment fails', status: 200, prepare: confirm('fail', 'failed') },
  { name: 'cancel', status: 200, prepare: ofBooking('cancel', `(status = 'cancelled')::integer`) },
  { name: 'extend', status: 200, prepare: ofBooking('extend', 'hold_extensions::integer') },
  {
    name: 'create tickets',
    status: 201,
    prepare: async (api) => {
      const { eventId } = await openSale(api.sql, {});
      const path = '/tickets/create';
      return {
        path,
        body: { eventId, vipCount: 1 },
        other: { path, body: { eventId, gaCount: 1 } },
        effects: () =>
          count(
            api.sql,
            `SELECT count(*)::integer FROM tickets JOIN tiers USING (event_id)
             WHERE tiers.id = tier_id AND tiers.name = 'VIP' AND event_id =`,
            eventId,
          ),
      };
    },
  },
  {
    name: 'found an organisation',
    status: 201,
    prepare: (api) => {
      names += 1;
      const founding = (name: string): Post => ({
        path: '/organisers',
        body: { ...CHOIR, name, ownerEmail: `founded-${names}@example.org` },
      });
      const name = `Founded again ${names}`;
      return Promise.resolve({
        ...founding(name),
        other: founding(`${name}, and another`),
        effects: () =>
          count(api.sql, 'SELECT count(*)::integer FROM organisers WHERE name =', name),
      });
    },
  },
  {
    name: 'invite a member',
    status: 201,
    prepare: (api) => {
      names += 1;
      const path = `/organisers/${DEMO_ORGANISER}/invitations`;
      const email = `invited-${names}@example.org`;
      return Promise.resolve({
        path,
        body: { email, role: 'door' },
        other: { path, body: { email: `not-${email}`, role: 'door' } },
        effects: () =>
          count(
            api.sql,
            'SELECT count(*)::integer FROM organiser_invitations WHERE email_key =',
            email,
          ),
      });
    },
  },
  {
    name: 'create user',
    status: 201,
    prepare: (api) => {
      names += 1;
      const name = `Sent again ${names}`;
      return Promise.resolve({
        path: '/users',
        body: { name },
        other: { path: '/users', body: { name: `${name}, and another` } },
        effects: () => count(api.sql, 'SELECT count(*)::integer FROM users WHERE name =', name),
      });
    },
  },
];
