import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { ApiUnderTest } from '../setup/api-under-test.ts';
import { expectInvariants } from '../invariants/expect-invariants.ts';
import { MOMENT, ticket, WORDS } from './shapes.ts';

/** As they stand in the documentation, but for the port. */
const RESERVE = `curl -X POST http://localhost:3001/api/v1/booking/reserve -H "Content-Type: application/json" \\
  -d '{"userId":1,"tickets":[{"tier":"VIP","quantity":1}]}'`;
const CONFIRM = `curl -X POST http://localhost:3001/api/v1/booking/confirm -H "Content-Type: application/json" \\
  -d '{"userId":1,"ticketIds":[1,2],"paymentSimulation":"fail"}'`;

const run = promisify(execFile);

describe('the documented commands, on a fresh demo database', () => {
  let api: ApiUnderTest;

  beforeEach(async () => {
    api = new ApiUnderTest();
    await api.start();
  });

  afterEach(async () => {
    await expectInvariants(api.sql);
    await api.end();
  });

  async function shell(command: string): Promise<unknown> {
    const here = command.replace('localhost:3001', `127.0.0.1:${api.process.port}`);
    const { stdout } = await run('sh', ['-c', `${here} --silent --show-error`]);
    return JSON.parse(stdout) as unknown;
  }

  it('work one after the other', async () => {
    expect(await shell(RESERVE)).toEqual({
      success: true,
      data: {
        success: true,
        message: WORDS,
        reservedTickets: [
          ticket({
            id: '1',
            status: 'pending',
            userId: '1',
            bookingId: expect.any(String) as unknown as string,
          }),
        ],
        bookingId: expect.any(String),
        expiresAt: MOMENT,
        serverTime: MOMENT,
        total: 100,
        totalMinor: 10_000,
        currency: 'USD',
      },
    });
    expect(await shell(CONFIRM)).toEqual({
      success: false,
      data: { success: false, message: 'Payment failed. Tickets have been released.' },
    });
    const { left } = await api.sql.row<{ left: number }>(
      `SELECT count(*)::integer AS left FROM tickets WHERE status = 'available'`,
    );
    expect(left).toBe(650);
  });

  it('work with the second one alone', async () => {
    expect(await shell(CONFIRM)).toMatchObject({ success: false, data: { success: false } });
  });
});
