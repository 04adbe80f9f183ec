import { ProblemCode, type BillingDetailsDto } from '@boxoffice/contracts';
import type { DataSource } from 'typeorm';
import { WishedIds } from '../booking/reserve/reserving-process.fixture.js';
import { readSettings } from '../platform/config/read-settings.js';
import { createDataSource } from '../platform/database/data-source.js';
import { Transactions } from '../platform/database/in-transaction.js';
import { Jobs } from '../platform/jobs/jobs.js';
import { Retention } from '../platform/personal-data/retention.js';
import { PersonalData } from '../platform/personal-data/personal-data.js';
import { SCHEMA } from '../schema/boxoffice-schema.js';
import { openDemoDatabase, type DemoDatabase } from '../schema/database.fixture.js';
import { ChangeBilling } from './billing/change-billing.js';
import { creditNoteOf, currentInvoice, everythingOf } from './credit/credit-notes.js';
import { CreditExceedsInvoiceError } from './credit/credited-taxes.js';
import type { IssuedDocument } from './document/invoice-document.js';
import { InvoiceData } from './invoice-data.js';
import { IssueInvoices } from './issue/issue-invoices.js';
import { WriteDocuments } from './issue/write-documents.js';

const BILLING: Record<keyof BillingDetailsDto, string> = {
  name: 'Lovelace Ltd',
  street: '12 St James’s Square',
  postalCode: 'SW1Y 4JH',
  city: 'London',
  country: 'GB',
  vatId: 'GB123456789',
};

/** Two tickets of 10.70 with 7 % in each, and a booking fee of 1.07. */
const LINES = [{ tierId: '3', tier: 'GA', quantity: 2, priceMinor: 1_070, taxMinor: 70 }];
const CHARGES = {
  bookingFees: [{ name: 'Booking fee', amountMinor: 107, taxMinor: 7, fullAmountMinor: 107 }],
  tax: { name: 'VAT', basisPoints: 700, included: true },
};
const TOTAL = 2 * 1_070 + 107;
const TAX = 2 * 70 + 7;

/** What one process issues with. */
interface IssuingProcess {
  dataSource: DataSource;
  transactions: Transactions;
  issue: IssueInvoices;
  documents: WriteDocuments;
  billing: ChangeBilling;
}

describe('invoices', () => {
  let database: DemoDatabase;
  let here: IssuingProcess;
  let there: IssuingProcess;

  async function aProcess(firstId: bigint): Promise<IssuingProcess> {
    const settings = readSettings({ DATABASE_URL: database.url, DATABASE_POOL_SIZE: '25' });
    const dataSource = await createDataSource(settings, SCHEMA).initialize();
    const transactions = new Transactions(dataSource);
    const documents = new WriteDocuments(new WishedIds(firstId));
    const issue = new IssueInvoices(transactions, new Jobs(dataSource, settings), documents);
    const billing = new ChangeBilling(transactions, documents);
    return { dataSource, transactions, issue, documents, billing };
  }

  beforeEach(async () => {
    database = await openDemoDatabase('owner');
    await database.dataSource.query(
      `INSERT INTO invoice_settings (organiser_id, legal_name, street, postal_code, city, country, prefix)
       VALUES (1, 'Harbour Hall Ltd', 'Pier 4', '20457', 'Hamburg', 'DE', 'HH-')`,
    );
    [here, there] = [await aProcess(1_000_000n), await aProcess(2_000_000n)];
  });

  afterEach(async () => {
    await Promise.all([here.dataSource.destroy(), there.dataSource.destroy()]);
    await database.close();
  });

  /** Bookings that were paid for, written past the API. */
  async function paid(count: number, status = 'confirmed'): Promise<string[]> {
    const rows = await database.dataSource.query<{ id: string }[]>(
      `INSERT INTO bookings (event_id, id, user_id, status, ticket_ids, lines, charges, total_minor,
         currency, hold_expires_at, confirmed_at)
       SELECT 1, 100 + (SELECT count(*) FROM bookings) + number, 1, $2, '{1}', $3, $4, $5, 'EUR', now(),
         CASE WHEN $2 = 'confirmed' THEN now() END
       FROM generate_series(1, $1::integer) AS number RETURNING id`,
      [count, status, JSON.stringify(LINES), JSON.stringify(CHARGES), TOTAL],
    );
    return rows.map(({ id }) => id);
  }

  const issueAt = (one: IssuingProcess, ...ids: string[]): Promise<IssuedDocument[]> =>
    one.transactions.run((manager) => one.issue.execute(manager, ids));

  async function numbers(): Promise<number[]> {
    const rows = await database.dataSource.query<{ sequence: number }[]>(
      'SELECT sequence FROM invoices ORDER BY organiser_id, year, sequence',
    );
    return rows.map(({ sequence }) => sequence);
  }

  const oneTo = (last: number): number[] => Array.from({ length: last }, (_, index) => index + 1);

  it('have numbers without gaps, with 40 at once in two processes and failures in between', async () => {
    const ids = await paid(40);
    // A sequence gives its numbers away for good, also to what is rolled back.
    await database.dataSource.query(
      'CREATE SEQUENCE numbers_with_gaps; CREATE TABLE taken (n bigint)',
    );
    await database.dataSource.query('GRANT ALL ON taken, numbers_with_gaps TO PUBLIC');
    const failure = new Error('The transaction fails after its number was taken.');
    const attempts = ids.map((id, index) =>
      (index % 2 ? here : there).transactions.run(async (manager) => {
        await manager.query(`INSERT INTO taken VALUES (nextval('numbers_with_gaps'))`);
        await (index % 2 ? here : there).issue.execute(manager, [id]);
        if (index % 4 < 2) throw failure;
      }),
    );
    const ends = await Promise.allSettled(attempts);
    expect(ends.filter(({ status }) => status === 'rejected')).toHaveLength(20);
    expect(await numbers()).toEqual(oneTo(20));
    const taken = await database.dataSource.query<{ n: string }[]>(
      'SELECT n FROM taken ORDER BY n',
    );
    expect(taken.map(({ n }) => Number(n))).not.toEqual(oneTo(20));

    // The job runs again: what is there stays, and what is missing follows, in one batch with its own order.
    const [first, second] = await Promise.all([issueAt(here, ...ids), issueAt(there, ...ids)]);
    expect([first.length, second.length].sort((a, b) => a - b)).toEqual([0, 20]);
    expect(await numbers()).toEqual(oneTo(40));
    const rows = await database.dataSource.query<
      { bookings: string; ordered: boolean; odd: string }[]
    >(
      `SELECT count(DISTINCT booking_id) AS bookings,
         count(*) FILTER (WHERE number <> 'HH-' || year || '-' || to_char(sequence, 'FM000000')) AS odd,
         bool_and(issued_at >= before) IS NOT false AS ordered
       FROM (SELECT *, lag(issued_at) OVER (ORDER BY sequence) AS before FROM invoices) AS invoice`,
    );
    expect(rows).toEqual([{ bookings: '40', ordered: true, odd: '0' }]);
  });

  it('are not issued of what is unpaid, of what was free, or without what they have to say', async () => {
    const [held = ''] = await paid(1, 'pending');
    const [free = ''] = await paid(1);
    await database.dataSource.query('UPDATE bookings SET total_minor = 0 WHERE id = $1', [free]);
    expect(await issueAt(here, held, free)).toEqual([]);
    const [booking = ''] = await paid(1);
    await database.dataSource.query('DELETE FROM invoice_settings');
    expect(await issueAt(here, booking)).toEqual([]);
    expect(await numbers()).toEqual([]);
  });

  it('keep what they say, whatever changes, and nobody changes or deletes them before their time', async () => {
    const [booking = ''] = await paid(1);
    const [invoice] = await issueAt(here, booking);
    await database.dataSource.query(
      `UPDATE organisers SET name = 'Other' WHERE id = 1; UPDATE events SET name = 'Other' WHERE id = 1;
       UPDATE users SET name = 'Erased user' WHERE id = 1`,
    );
    const again = await here.dataSource.query<{ document: unknown }[]>(
      'SELECT document FROM invoices',
    );
    expect(again).toEqual([{ document: invoice?.document }]);
    expect(invoice).toMatchObject({
      number: expect.stringMatching(/^HH-\d{4}-000001$/) as string,
      totalMinor: TOTAL,
      taxMinor: TAX,
      document: {
        seller: { name: 'Harbour Hall Ltd' },
        lines: [{ name: 'GA', quantity: 2, priceMinor: 1_070, amountMinor: 2_140 }],
        fees: [{ name: 'Booking fee', amountMinor: 107 }],
        taxes: [{ basisPoints: 700, netMinor: TOTAL - TAX, taxMinor: TAX, grossMinor: TOTAL }],
        paid: { by: 'online' },
      },
    });
    for (const sql of [
      'UPDATE invoices SET total_minor = 1',
      'UPDATE invoices SET number = number',
      'DELETE FROM invoice_counters',
      'TRUNCATE invoices',
    ]) {
      await expect(here.dataSource.query(sql)).rejects.toMatchObject({ code: '42501' });
    }
    await expect(here.dataSource.query('DELETE FROM invoices')).rejects.toMatchObject({
      driverError: { constraint: 'invoices_are_kept' },
    });
    const settings = readSettings({ DATABASE_URL: database.url });
    const retention = new Retention(here.dataSource, settings);
    new InvoiceData(new PersonalData(), retention).onModuleInit();
    await database.dataSource.query(`UPDATE invoices SET issued_at = now() - interval '9 years'`);
    await retention.sweep();
    expect(await numbers()).toEqual([1]);
    await database.dataSource.query(`UPDATE invoices SET issued_at = now() - interval '11 years'`);
    await retention.sweep();
    expect(await numbers()).toEqual([]);
  });

  /** Money that went back, written past the API: tickets are listed by the booking that they were split off to. */
  async function refunded(
    bookingId: string,
    amountMinor: number,
    {
      to,
      payment = 'captured',
      status = 'succeeded',
    }: { to?: string; payment?: string; status?: string } = {},
  ): Promise<string> {
    const paymentId = `${bookingId}${payment === 'captured' ? 1 : 2}`;
    await database.dataSource.query(
      `INSERT INTO payments (event_id, id, booking_id, provider, amount_minor, currency, status)
       VALUES (1, $1, $2, 'simulated', $3, 'EUR', $4) ON CONFLICT DO NOTHING`,
      [paymentId, bookingId, TOTAL, payment],
    );
    const [refund] = await database.dataSource.query<{ id: string }[]>(
      `INSERT INTO refunds (event_id, id, payment_id, booking_id, amount_minor, currency, status, reason,
         returned_booking_id)
       SELECT 1, 500 + count(*), $1, $2, $3, 'EUR', $4, 'requested', $5 FROM refunds RETURNING id`,
      [paymentId, bookingId, amountMinor, status, to ?? null],
    );
    return refund?.id ?? '';
  }

  it('and their credit notes net to zero, each refund with one, however many jobs look at once', async () => {
    const [booking = ''] = await paid(1);
    for (let refund = 0; refund < 7; refund += 1) await refunded(booking, 300);
    // What didn't go back, or never paid for the booking, has none.
    await refunded(booking, 1, { status: 'failed' });
    await refunded(booking, TOTAL, { payment: 'returned' });
    // The refunds come before the invoice: it comes first.
    await Promise.all(
      Array.from({ length: 12 }, (_, index) => issueAt(index % 2 ? here : there, booking)),
    );
    expect(await numbers()).toEqual(oneTo(8));
    const last = await refunded(booking, TOTAL - 7 * 300);
    await Promise.all(
      Array.from({ length: 12 }, (_, index) => issueAt(index % 2 ? here : there, booking)),
    );
    const [sums] = await database.dataSource.query<unknown[]>(
      `SELECT sum(total_minor)::integer AS total, sum(tax_minor)::integer AS tax, count(corrects)::integer AS notes
       FROM invoices`,
    );
    expect(sums).toEqual({ total: 0, tax: 0, notes: 8 });
    expect(await numbers()).toEqual(oneTo(9));

    // Whoever issues one past the locks is stopped, and takes no number with it.
    await here.transactions.run(async (manager) => {
      const current = await currentInvoice(manager, { eventId: '1', bookingId: booking });
      if (!current) throw new Error('The booking has an invoice.');
      const lines = [{ name: 'GA', quantity: 1, amountMinor: 1 }];
      expect(() => creditNoteOf(current, lines, '', '')).toThrow(CreditExceedsInvoiceError);
      const unbilled = { ...current, creditNotes: [] };
      const twice = creditNoteOf(unbilled, everythingOf(unbilled, 'GA'), '', '');
      const again = there.transactions.run((other) =>
        there.documents.execute(other, [{ ...twice, refundId: last }]),
      );
      await expect(again).rejects.toMatchObject({
        driverError: { constraint: 'invoices_one_a_refund' },
      });
    });
    expect(await numbers()).toEqual(oneTo(9));
  });

  it('are of all that was paid, though some tickets have gone back before', async () => {
    const [booking = ''] = await paid(1);
    const [returned = ''] = await paid(1);
    // One of two tickets is listed by a booking of its own.
    const [line] = LINES;
    await database.dataSource.query(
      `UPDATE bookings SET lines = $2, total_minor = CASE WHEN id = $1 THEN $3 ELSE 1070 END::bigint,
         charges = CASE WHEN id = $1 THEN charges END`,
      [booking, JSON.stringify([{ ...line, quantity: 1 }]), TOTAL - 1_070],
    );
    await refunded(booking, 1_070, { to: returned });
    const [invoice, note] = await issueAt(here, booking);
    expect(invoice).toMatchObject({
      totalMinor: TOTAL,
      taxMinor: TAX,
      document: { lines: [{ name: 'GA', quantity: 2, amountMinor: 2_140 }] },
    });
    expect(note).toMatchObject({
      kind: 'credit_note',
      totalMinor: -1_070,
      taxMinor: -70,
      document: { lines: [{ name: 'GA', quantity: 1, amountMinor: -1_070 }] },
    });
  });

  it('are cancelled and issued again for somebody else, until money was given back', async () => {
    const [booking = ''] = await paid(1);
    await here.billing.execute(booking, '1', BILLING);
    await issueAt(here, booking);
    await here.billing.execute(booking, '1', BILLING);
    expect(await numbers()).toEqual([1]);
    await here.billing.execute(booking, '1', { ...BILLING, name: 'Ada Lovelace' });
    const documents = await database.dataSource.query<unknown[]>(
      `SELECT kind, revision, total_minor::integer AS total, document #>> '{buyer,name}' AS buyer
       FROM invoices ORDER BY sequence`,
    );
    expect(documents).toEqual([
      { kind: 'invoice', revision: 1, total: TOTAL, buyer: 'Lovelace Ltd' },
      { kind: 'credit_note', revision: 1, total: -TOTAL, buyer: 'Lovelace Ltd' },
      { kind: 'invoice', revision: 2, total: TOTAL, buyer: 'Ada Lovelace' },
    ]);
    await expect(here.billing.execute(booking, '2', BILLING)).rejects.toMatchObject({
      code: ProblemCode.BookingNotFound,
    });
    // The refund takes from the invoice that counts.
    await refunded(booking, 100);
    await issueAt(here, booking);
    await expect(here.billing.execute(booking, '1', BILLING)).rejects.toMatchObject({
      code: ProblemCode.BillingClosed,
    });
    expect(await numbers()).toEqual(oneTo(4));
  });
});
