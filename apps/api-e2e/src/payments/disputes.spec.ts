import { createHmac, randomUUID } from 'node:crypto';
import type {
  BookingHappening,
  CancellationRefundsDto,
  Envelope,
  EventBookingDto,
  EventFiguresDto,
  OrganiserEventDto,
  RefundBookingDto,
} from '@boxoffice/contracts';
import { mailsTo, mailTo } from '../accounts/mailbox.ts';
import { Workspace } from '../events/workspace.ts';
import { expectProblem } from '../setup/expect-problem.ts';
import { until } from '../setup/until.ts';
import { useSharedApi } from '../setup/use-api.ts';
import { Purchase } from './purchase.ts';

describe('a disputed payment', () => {
  const api = useSharedApi();
  let choir: Workspace;
  let event: OrganiserEventDto;

  beforeAll(async () => {
    choir = await Workspace.open(api);
  });
  // Figures are of an event.
  beforeEach(async () => {
    event = await choir.publish({ maxTicketsPerUser: null });
  });

  /** Two adults in the nave: 56.00 EUR. */
  async function bought(): Promise<Purchase> {
    const purchase = await Purchase.start(api, event, 'simulated');
    expect((await purchase.complete()).body.data.booking.status).toBe('confirmed');
    return purchase;
  }

  /** The buyer's bank does something. */
  async function disputed(purchase: Purchase, status: string, amountMinor = 5_600) {
    const payment = await purchase.reference();
    const reference = `sim_dispute_${purchase.paymentId}`;
    await api.sql.execute(
      `INSERT INTO simulated_disputes (reference, payment, amount_minor, status)
       VALUES ($1, $2, $3, $4) ON CONFLICT (reference) DO UPDATE SET status = excluded.status`,
      [reference, payment, amountMinor, status],
    );
    return { about: { kind: 'dispute', reference: payment }, dispute: { reference } };
  }

  /** Sends an event, and waits until it was looked into. */
  async function tell(about: object, id: string = randomUUID()) {
    const body = { id, type: 'dispute.updated', ...about };
    const signature = createHmac('sha256', 'simulated-events')
      .update(JSON.stringify(body))
      .digest('hex');
    const headers = { 'x-simulated-signature': signature };
    const path = `/payments/providers/simulated/${choir.id}/events`;
    expect((await api.post(path, body, { headers })).status).toBe(204);
    await until('the event was looked into', async () => {
      const { applied } = await api.sql.row<{ applied: boolean }>(
        'SELECT applied_at IS NOT NULL AS applied FROM provider_events WHERE id = $1',
        [id],
      );
      return applied;
    });
  }

  const refund = ({ bookingId }: Purchase, body: RefundBookingDto) =>
    choir.send('POST', `/${event.id}/bookings/${bookingId}/refunds`, body);

  const shown = async ({ bookingId }: Purchase) =>
    (await choir.send<Envelope<EventBookingDto>>('GET', `/${event.id}/bookings/${bookingId}`)).body
      .data;

  /** The audit is read a moment after it was written. */
  const untilHappened = (purchase: Purchase, happening: BookingHappening) =>
    until(`the timeline says ${happening}`, async () =>
      (await shown(purchase)).timeline.some(({ what }) => what === happening),
    );

  const isMarked = async (purchase: Purchase) =>
    (await shown(purchase)).tickets.map(({ disputed }) => disputed);

  const figures = async () =>
    (await choir.send<Envelope<EventFiguresDto>>('GET', `/${event.id}/figures`)).body.data;

  const ledgerOf = async ({ paymentId }: Purchase) =>
    Object.fromEntries(
      (
        await api.sql.rows<{ kind: string; sum: number }>(
          `SELECT account.kind, sum(entry.amount_minor)::integer AS sum
           FROM ledger_transfers AS transfer
           JOIN ledger_entries AS entry
             ON entry.event_id = transfer.event_id AND entry.transfer_id = transfer.id
           JOIN ledger_accounts AS account ON account.id = entry.account_id
           WHERE transfer.payment_id = $1 GROUP BY account.kind`,
          [paymentId],
        )
      ).map(({ kind, sum }) => [kind, sum]),
    );

  it('is withheld until the bank decides, told to the organiser, and marks the booking', async () => {
    const purchase = await bought();
    const opened = await disputed(purchase, 'open');
    await Promise.all([tell(opened), tell(opened), tell(opened)]);
    expect(await purchase.payment()).toMatchObject({
      status: 'captured',
      refundedMinor: 0,
      disputedMinor: 5_600,
      disputes: [{ amountMinor: 5_600, status: 'open', endedAt: null }],
    });
    expect(await ledgerOf(purchase)).toMatchObject({ clearing: 0, disputes: 5_600 });
    await untilHappened(purchase, 'disputed');
    expect(await isMarked(purchase)).toEqual([true, true]);
    expect((await figures()).disputes).toEqual({
      openMinor: 5_600,
      lostMinor: 0,
      openCount: 1,
      open: [{ bookingId: purchase.bookingId, amountMinor: 5_600 }],
    });
    const { subject, text } = await mailTo(api, choir.manager.email, 'payment-disputed');
    expect(subject).toBe('A payment for Mass in B minor is disputed');
    expect(text).toContain('€56');
    expect(text).toContain(`/events/${event.id}/bookings/${purchase.bookingId}`);
    const mails = await mailsTo(api, choir.manager.email);
    expect(mails.filter((mail) => mail.text.includes(purchase.bookingId))).toHaveLength(1);
    // The bank has the money: it can't go back as well.
    expectProblem(await refund(purchase, {}), 409, 'NOTHING_TO_REFUND');
  });

  it('of a cancelled event is refunded once it is won, in whole or the rest', async () => {
    const [whole, part] = [await bought(), await bought()];
    await tell(await disputed(whole, 'open'));
    await tell(await disputed(part, 'open', 2_000));
    expect((await choir.send('POST', `/${event.id}/cancel`, {})).status).toBe(200);
    const untilRefunds = (wanted: Partial<CancellationRefundsDto>) =>
      until(`refunds are ${JSON.stringify(wanted)}`, async () => {
        const path = `/${event.id}/cancellation/refunds`;
        const { data } = (await choir.send<Envelope<CancellationRefundsDto>>('GET', path)).body;
        return Object.entries(wanted).every(
          ([key, value]) => data[key as keyof typeof data] === value,
        );
      });
    await untilRefunds({ disputed: 2, refunded: 0, left: 0, underWay: 0, failed: 0 });
    expect(await part.payment()).toMatchObject({ refundedMinor: 3_600, disputedMinor: 2_000 });
    for (const purchase of [whole, part]) await tell(await disputed(purchase, 'won'));
    await untilRefunds({ disputed: 0, refunded: 2 });
    for (const purchase of [whole, part]) {
      expect(await purchase.payment()).toMatchObject({ refundedMinor: 5_600, disputedMinor: 0 });
    }
  });

  it('is the organiser’s again when it is won, and old news of it change nothing', async () => {
    const purchase = await bought();
    const open = await disputed(purchase, 'open');
    await tell(open);
    await tell(await disputed(purchase, 'won'));
    await tell(open);
    expect(await purchase.payment()).toMatchObject({
      disputedMinor: 0,
      disputes: [{ status: 'won', endedAt: expect.any(String) }],
    });
    expect(await ledgerOf(purchase)).toMatchObject({ clearing: 5_600, disputes: 0 });
    expect(await isMarked(purchase)).toEqual([false, false]);
    expect((await figures()).disputes).toEqual({
      openMinor: 0,
      lostMinor: 0,
      openCount: 0,
      open: [],
    });
    // What was decided stays so.
    await tell(await disputed(purchase, 'lost'));
    expect(await purchase.payment()).toMatchObject({ disputes: [{ status: 'won' }] });
    // What the process has written is read a moment afterwards.
    await until('the log says so', () =>
      api.process.log().includes('"code":"DISPUTE_ENDED_TWICE"'),
    );
    expect((await refund(purchase, {})).status).toBe(200);
  });

  it('is gone when it is lost, also where that is the first that is heard of it', async () => {
    const purchase = await bought();
    await tell(await disputed(purchase, 'lost'));
    expect(await purchase.payment()).toMatchObject({
      disputedMinor: 5_600,
      disputes: [{ status: 'lost' }],
    });
    expect(await ledgerOf(purchase)).toMatchObject({ clearing: 0, disputes: 0, payable: 0 });
    const { takingsMinor, disputes } = await figures();
    expect({ takingsMinor, disputes }).toEqual({
      takingsMinor: 0,
      disputes: { openMinor: 0, lostMinor: 5_600, openCount: 0, open: [] },
    });
    await untilHappened(purchase, 'dispute_lost');
    expect(await isMarked(purchase)).toEqual([true, true]);
    expectProblem(await refund(purchase, {}), 409, 'NOTHING_TO_REFUND');
  });

  it('takes no more than refunds have left, whichever came first', async () => {
    const part = await bought();
    expect((await refund(part, { amountMinor: 2_000 })).status).toBe(200);
    await tell(await disputed(part, 'open'));
    expect(await part.payment()).toMatchObject({
      refundedMinor: 2_000,
      disputedMinor: 3_600,
      disputes: [{ amountMinor: 5_600 }],
    });
    // What was refunded before isn't withheld.
    const told = await until('the organiser was told', async () => {
      const mails = await mailsTo(api, choir.manager.email);
      return mails.find((mail) => mail.text.includes(part.bookingId))?.text;
    });
    expect(told).toMatch(/for €56 back\. Until it’s decided, €36 is withheld/);
    const both = await bought();
    const asked = await disputed(both, 'open', 3_000);
    await Promise.all([refund(both, { amountMinor: 4_000 }), tell(asked)]);
    const { refundedMinor, disputedMinor } = await both.payment();
    expect([4_000, 0]).toContain(refundedMinor);
    expect(disputedMinor).toBe(refundedMinor === 0 ? 3_000 : 1_600);
  });

  it('is not what an event alone says, nor one of a payment that nobody knows', async () => {
    const purchase = await bought();
    const { about } = await disputed(purchase, 'open');
    const made = { reference: 'sim_made_up', amountMinor: 1, currency: 'EUR', status: 'lost' };
    await tell({ about, dispute: made });
    await tell({ about: { kind: 'dispute', reference: 'sim_unknown' }, dispute: made });
    expect(await purchase.payment()).toMatchObject({ disputes: [], disputedMinor: 0 });
  });
});
