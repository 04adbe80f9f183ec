import { ProblemCode, type AuditPageDto, type Envelope } from '@boxoffice/contracts';
import { statusOfBooking } from '../setup/age-holds.ts';
import { hold, pay } from '../setup/buy.ts';
import { expectNoChange } from '../setup/expect-no-change.ts';
import { expectProblem } from '../setup/expect-problem.ts';
import { openSale, type Sale } from '../setup/open-sale.ts';
import { stockOf } from '../setup/stock.ts';
import { until } from '../setup/until.ts';
import { useApi } from '../setup/use-api.ts';
import { DEMO_PASSWORD, signIn } from './sign-in.ts';

describe('erasing an account', () => {
  const api = useApi({ AUDIT_SEAL_INTERVAL_MS: '50' });

  async function passOnToJohn(sale: Sale): Promise<void> {
    const jane = await signIn(api, 'jane');
    const bought = await hold(api, sale, jane.userId);
    await pay(api, bought);
    const offer = {
      ticketId: bought.ticketIds[0],
      email: 'John@boxoffice.example',
      name: 'John Doe',
    };
    const sent = await api.post(`/bookings/${bought.bookingId}/transfers`, offer, jane);
    expect(sent).toMatchObject({ status: 201 });
  }

  it('keeps what was bought without the name, and nothing that says whose it was', async () => {
    const john = await signIn(api, 'john');
    const elsewhere = await signIn(api, 'john');
    const sale = await openSale(api.sql, { GA: 3 });
    await api.sql.execute('UPDATE events SET transfer_hours = 0 WHERE id = $1', [sale.eventId]);
    const bought = await hold(api, sale, john.userId);
    await pay(api, bought);
    const held = await hold(api, sale, john.userId, 'GA', 1);
    await passOnToJohn(sale);

    const erased = await api.post('/account/erase', { password: DEMO_PASSWORD }, john);
    expect(erased).toMatchObject({ status: 200, body: { success: true, data: null } });

    const user = await api.sql.row<{ name: string; others: (string | null)[]; erased: boolean }>(
      `SELECT name, ARRAY[email, email_key, mailbox_key, password_hash, totp_secret] AS others,
         erased_at IS NOT NULL AS erased FROM users WHERE id = $1`,
      [john.userId],
    );
    expect(user).toEqual({
      name: 'Erased user',
      others: [null, null, null, null, null],
      erased: true,
    });
    expect(await statusOfBooking(api.sql, bought.bookingId)).toBe('confirmed');
    expect(await statusOfBooking(api.sql, held.bookingId)).toBe('cancelled');
    expect((await stockOf(api.sql, sale.eventId)).at(-1)).toMatchObject({
      available: 1,
      pending: 0,
      booked: 2,
    });
    // Signed out everywhere, and nobody can sign in again.
    expectProblem(await api.get('/account', elsewhere), 401, ProblemCode.Unauthenticated);
    const renewal = await api.post('/auth/refresh', undefined, {
      headers: { cookie: elsewhere.cookie },
    });
    expectProblem(renewal, 401, ProblemCode.Unauthenticated);
    const again = await api.post('/auth/sign-in', {
      email: 'john@boxoffice.example',
      password: DEMO_PASSWORD,
    });
    expectProblem(again, 401, ProblemCode.InvalidCredentials);
  });

  it('leaves no name and no address anywhere in the database', async () => {
    const { tables } = await api.sql.row<{ tables: string[] }>(
      `SELECT array_agg(format('%I.%I', schemaname, tablename)) AS tables FROM pg_tables
       WHERE schemaname IN ('public', 'pgboss') AND tablename <> 'migrations'`,
    );
    for (const table of tables) {
      const { found } = await api.sql.row<{ found: number }>(
        `SELECT count(*)::integer AS found FROM ${table} AS t
         WHERE t::text ILIKE '%john doe%' OR t::text ILIKE '%john@boxoffice%'
           OR t::text ILIKE '%browser-of-john%'`,
      );
      expect({ table, found }).toEqual({ table, found: 0 });
    }
  });

  it('is recorded with the id alone', async () => {
    const [entry] = await until('it is sealed', async () => {
      const { body } = await api.get<Envelope<AuditPageDto>>('/admin/audit?action=user.erased');
      return body.data.entries.length > 0 && body.data.entries;
    });
    expect(entry).toMatchObject({
      actor: { id: '1', role: 'customer' },
      subject: { kind: 'user', id: '1' },
      before: { role: 'customer' },
      after: null,
    });
  });

  it('takes the password, once more', async () => {
    const jane = await signIn(api, 'jane');
    await expectNoChange(api.sql, async () => {
      const wrong = await api.post('/account/erase', { password: 'a guess of somebody' }, jane);
      expectProblem(wrong, 422, ProblemCode.WrongPassword);
      const without = await api.post('/account/erase', {}, jane);
      expectProblem(without, 422, ProblemCode.ValidationFailed);
      const object = await api.post('/account/erase', { password: { $ne: '' } }, jane);
      expectProblem(object, 422, ProblemCode.ValidationFailed);
    });
    expect((await api.get('/account', jane)).status).toBe(200);
  });

  it('does not take the last admin away', async () => {
    const admin = await signIn(api, 'admin');
    const refused = await api.post('/account/erase', { password: DEMO_PASSWORD }, admin);
    expectProblem(refused, 409, ProblemCode.OwnAccount);
  });
});
