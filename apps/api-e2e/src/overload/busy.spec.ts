import type { Envelope, ProblemDto, ReservationDto } from '@boxoffice/contracts';
import type { Response } from '@boxoffice/testing';
import { hold, type Hold } from '../setup/buy.ts';
import { expectProblem } from '../setup/expect-problem.ts';
import { addUsers, openSale } from '../setup/open-sale.ts';
import { until } from '../setup/until.ts';
import { useApi } from '../setup/use-api.ts';

const WAITING_MAX = 5;
const LATE = 20;

/** A batch that has begun and cannot go on. PostgreSQL shows the first thousand characters of a statement. */
const STUCK = `
  SELECT count(*)::integer AS stuck FROM pg_stat_activity
  WHERE datname = current_database() AND application_name = 'boxoffice'
    AND wait_event_type = 'Lock' AND query ILIKE $1`;

type Answer = Response<Envelope<ReservationDto> & Partial<ProblemDto>>;

describe('more requests than may wait', () => {
  const api = useApi(
    {
      RESERVE_WAITING_MAX: String(WAITING_MAX),
      RESERVE_LANES: '1',
      CONFIRM_WAITING_MAX: String(WAITING_MAX),
      CONFIRM_LANES: '1',
    },
    1,
  );

  /**
   * Sends one request that gets stuck at a lock, then more than may wait behind it.
   *
   * @param statement how the statement begins at which the first one is stuck
   * @returns the answers, those that were refused while the others waited first
   */
  async function crowd(
    send: (index: number) => Promise<Answer>,
    statement: string,
  ): Promise<Answer[]> {
    const refused: Answer[] = [];
    const { all } = await api.sql.transaction(async (client) => {
      await client.query('LOCK TABLE bookings IN ACCESS EXCLUSIVE MODE');
      const first = send(0);
      await until('the first request is stuck', async () => {
        const [row] = await api.sql.rows<{ stuck: number }>(STUCK, [`%${statement}%`]);
        return row !== undefined && row.stuck > 0;
      });
      const others = Array.from({ length: LATE }, async (_, index) => {
        const answer = await send(index + 1);
        if (answer.status !== 200) refused.push(answer);
        return answer;
      });
      await until(`${LATE - WAITING_MAX} are refused`, () => {
        return refused.length === LATE - WAITING_MAX;
      });
      // In an object: a promise that is returned as it is would be waited for before the commit.
      return { all: Promise.all([first, ...others]) };
    });
    return all;
  }

  function expectBusy(answers: Answer[]): void {
    const refused = answers.filter(({ status }) => status !== 200);
    expect(refused).toHaveLength(LATE - WAITING_MAX);
    for (const answer of refused) {
      expectProblem(answer, 503, 'BUSY');
      expect(answer.headers['retry-after']).toMatch(/^[1-9]\d*$/);
    }
  }

  it('reservations: the rest is told to come again, at once, and holds nothing', async () => {
    const { eventId } = await openSale(api.sql, { GA: 100 });
    const users = await addUsers(api.sql, LATE + 1);
    const answers = await crowd(
      (index) =>
        api.post('/booking/reserve', {
          userId: users[index],
          eventId,
          tickets: [{ tier: 'GA', quantity: 1 }],
        }),
      'WITH moment',
    );
    expectBusy(answers);
    const { held } = await api.sql.row<{ held: number }>(
      `SELECT count(*)::integer AS held FROM tickets WHERE event_id = $1 AND status = 'pending'`,
      [eventId],
    );
    expect(held).toBe(1 + WAITING_MAX);
  });

  it('payments: the rest is told to come again, and is charged nothing', async () => {
    const sale = await openSale(api.sql, { GA: 100 });
    const users = await addUsers(api.sql, LATE + 1);
    const holds: Hold[] = [];
    for (const user of users) holds.push(await hold(api, sale, user));
    const answers = await crowd((index) => {
      const { userId, ticketIds } = holds[index] ?? {};
      return api.post('/booking/confirm', { userId, ticketIds });
    }, 'FROM "bookings"');
    expectBusy(answers);
    const { paid } = await api.sql.row<{ paid: number }>(
      'SELECT count(*)::integer AS paid FROM payments WHERE event_id = $1',
      [sale.eventId],
    );
    expect(paid).toBe(1 + WAITING_MAX);
  });
});
