import type { ProblemDto } from '@boxoffice/contracts';
import { hold } from '../setup/buy.ts';
import { addUser, openSale } from '../setup/open-sale.ts';
import { useApi } from '../setup/use-api.ts';

describe('confirms of several bookings at once', () => {
  const api = useApi();

  const confirm = (userId: string, ticketIds: string[]) =>
    api.post<Partial<ProblemDto>>('/booking/confirm', { userId, ticketIds });

  async function fourHolds(): Promise<{ userId: string; ids: string[] }> {
    const sale = await openSale(api.sql, { GA: 4 });
    const userId = await addUser(api.sql);
    const ids: string[] = [];
    for (let count = 0; count < 4; count += 1) {
      ids.push(...(await hold(api, sale, userId)).ticketIds);
    }
    return { userId, ids };
  }

  it('with ids in reverse order, 20 times at once: one of each pair succeeds, no deadlock', async () => {
    const all = await Promise.all(Array.from({ length: 20 }, fourHolds));
    const pairs = await Promise.all(
      all.map(({ userId, ids }) =>
        Promise.all([confirm(userId, ids), confirm(userId, [...ids].reverse())]),
      ),
    );
    for (const pair of pairs) {
      expect(pair.map(({ status }) => status).sort()).toEqual([200, 409]);
      expect(pair.find(({ status }) => status === 409)?.body.code).toBe('ALREADY_CONFIRMED');
    }
  });

  it('that overlap in a circle, 20 times at once: each is carried out whole or refused', async () => {
    const all = await Promise.all(Array.from({ length: 20 }, fourHolds));
    const answers = await Promise.all(
      all.flatMap(({ userId, ids }) =>
        ids.map((id, index) => confirm(userId, [id, ids[(index + 1) % 4] ?? ''])),
      ),
    );
    for (const { status, body } of answers) {
      if (status !== 200)
        expect({ status, code: body.code }).toEqual({
          status: 409,
          code: 'ALREADY_CONFIRMED',
        });
    }
    const { deadlocks } = await api.sql.row<{ deadlocks: number }>(
      `SELECT deadlocks::integer FROM pg_stat_database WHERE datname = current_database()`,
    );
    expect(deadlocks).toBe(0);
  });
});
