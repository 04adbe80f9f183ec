import type {
  Envelope,
  OrganiserEventDto,
  TicketCodeDto,
  TicketKeyDto,
} from '@boxoffice/contracts';
import { readCode, type ReadCode } from '@boxoffice/ticket-codes';
import { newcomer } from '../accounts/people.ts';
import { Workspace } from '../events/workspace.ts';
import { memberOf } from '../organisers/organisations.ts';
import { Purchase } from '../payments/purchase.ts';
import { expectNoChange } from '../setup/expect-no-change.ts';
import { expectProblem } from '../setup/expect-problem.ts';
import { useSharedApi } from '../setup/use-api.ts';
import { printedTickets } from './printed-tickets.ts';

describe('the codes of tickets', () => {
  const api = useSharedApi();
  let choir: Workspace;
  let event: OrganiserEventDto;

  beforeAll(async () => {
    choir = await Workspace.open(api);
    event = await choir.publish({
      fees: [],
      tiers: [{ name: 'Nave', priceMinor: 2_800, capacity: 60 }],
      maxTicketsPerUser: null,
    });
  });

  async function bought(quantity = 2): Promise<Purchase> {
    const purchase = await Purchase.start(api, event, 'simulated', quantity);
    await purchase.complete();
    await purchase.untilConfirmed();
    return purchase;
  }

  const codesOf = ({ bookingId, headers }: Purchase) =>
    api.get<Envelope<TicketCodeDto[]>>(`/booking/${bookingId}/ticket-codes`, { headers });

  async function downloaded(path: string, { headers }: Purchase): Promise<Buffer> {
    const answer = await fetch(`${api.process.url}/api/v1${path}`, { headers });
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/pdf']);
    return Buffer.from(await answer.arrayBuffer());
  }

  const replaced = (
    { bookingId, ticketIds: [ticketId] }: Pick<Purchase, 'bookingId' | 'ticketIds'>,
    body: object = {},
  ) =>
    choir.send<Envelope<TicketCodeDto[]>>(
      'POST',
      `/${event.id}/bookings/${bookingId}/ticket-codes/${ticketId ?? ''}/replace`,
      body,
    );

  const issuedTo = ({ bookingId }: Purchase) =>
    api.sql.rows<{ revoked: string | null }>(
      'SELECT revoked_because AS revoked FROM ticket_codes WHERE booking_id = $1 ORDER BY issued_at',
      [bookingId],
    );

  const keysPath = () => `/organisers/${choir.id}/ticket-keys`;

  /** As a scanner of somebody else would read it, with the public keys alone. */
  async function read(code: string | undefined): Promise<ReadCode> {
    const { body } = await api.get<Envelope<TicketKeyDto[]>>(keysPath(), choir.manager);
    const keys = new Map(
      body.data.map(({ number, publicKey }) => [number, Buffer.from(publicKey, 'hex')]),
    );
    const now = Math.floor(Date.parse('2097-03-14T19:00:00Z') / 1_000);
    return readCode(code ?? '', { eventId: event.id, keys, now });
  }

  it('are issued when somebody first looks, one a ticket, however many look at once', async () => {
    const held = await Purchase.start(api, event, 'simulated', 3);
    expect((await codesOf(held)).body.data).toEqual([]);
    await held.complete();
    await held.untilConfirmed();
    // A sale writes none.
    expect(await issuedTo(held)).toEqual([]);
    const looks = await Promise.all(Array.from({ length: 20 }, () => codesOf(held)));
    const [first] = looks;
    for (const { status, body } of looks) {
      expect({ status, body }).toEqual({ status: 200, body: first?.body });
    }
    expect(await issuedTo(held)).toHaveLength(3);
    expect(first?.body.data.map(({ ticketId }) => ticketId)).toEqual(held.ticketIds);
    for (const { ticketId, code, serial, ...others } of first?.body.data ?? []) {
      expect(serial).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/);
      expect(others).toEqual({ rotationSecret: null, onPaper: false });
      expect(await read(code)).toMatchObject({
        state: 'good',
        code: { ticketId, eventId: event.id },
      });
    }
  });

  it('are shown to who holds the booking and to the box office, and to nobody else', async () => {
    const purchase = await bought();
    const own = await codesOf(purchase);
    const path = `/${event.id}/bookings/${purchase.bookingId}/ticket-codes`;
    const ofBoxOffice = await memberOf(api, choir, 'box_office');
    const seen = await choir.send('GET', path, undefined, ofBoxOffice.headers);
    expect(seen.body.data).toEqual(own.body.data);
    const door = await memberOf(api, choir, 'door');
    expectProblem(await choir.send('GET', path, undefined, door.headers), 403, 'FORBIDDEN');
    for (const { headers } of [await newcomer(api), choir.manager, await bought(1)]) {
      const refused = await api.get(`/booking/${purchase.bookingId}/ticket-codes`, { headers });
      expectProblem(refused, 404, 'BOOKING_NOT_FOUND');
    }
    expectProblem(await api.get('/booking/x/ticket-codes', purchase), 400, 'INVALID_ID');
  });

  it('are printed one a page, for paper or a phone, to whoever holds the booking', async () => {
    const purchase = await bought();
    const codes = (await codesOf(purchase)).body.data;
    const path = `/booking/${purchase.bookingId}/tickets.pdf`;
    for (const [query, words, wide] of [
      ['?language=de', ['Datum', 'Nave', 'Einlass'], 595],
      ['?size=phone&language=en', ['Date', 'Nave', 'at the door'], 390],
    ] as const) {
      const pages = await printedTickets(await downloaded(path + query, purchase));
      expect(pages.map(({ code }) => code)).toEqual(codes.map(({ code }) => code));
      for (const [index, { text, width }] of pages.entries()) {
        expect(width).toBeCloseTo(wide, -1);
        for (const part of [...words, event.name, codes[index]?.serial ?? '?']) {
          expect(text).toContain(part);
        }
      }
    }
    expectProblem(await api.get(path, await newcomer(api)), 404, 'BOOKING_NOT_FOUND');
    expectProblem(await api.get(`${path}?size=a3`, purchase), 422, 'VALIDATION_FAILED');
    const held = await Purchase.start(api, event, 'simulated', 1);
    const early = await api.get(`/booking/${held.bookingId}/tickets.pdf`, held);
    expectProblem(early, 409, 'BOOKING_STATE_CONFLICT');
  });

  it('that rotate are not printed, unless they were issued for paper', async () => {
    await choir.send('PATCH', `/${event.id}`, { codesRotate: true });
    const purchase = await bought();
    const [printed] = (await replaced(purchase, { onPaper: true })).body.data;
    const path = `/booking/${purchase.bookingId}/tickets.pdf`;
    const [paper, phone] = await printedTickets(await downloaded(path, purchase));
    expect(paper?.code).toBe(printed?.code);
    expect(phone?.code).toBeUndefined();
    expect(phone?.text).toContain('can’t be printed');
    await choir.send('PATCH', `/${event.id}`, { codesRotate: false });
  });

  it('are replaced by the box office: on paper, too, and in the audit', async () => {
    await choir.send('PATCH', `/${event.id}`, { codesRotate: true });
    const purchase = await bought();
    const [lost, other] = (await codesOf(purchase)).body.data;
    expect(lost?.rotationSecret).toMatch(/^[0-9a-f]{64}$/);
    const { bookingId } = await bought(1);
    await expectNoChange(api.sql, async () => {
      expectProblem(await replaced(purchase, { onPaper: 'yes' }), 422, 'VALIDATION_FAILED');
      const { ticketIds } = purchase;
      expectProblem(await replaced({ bookingId, ticketIds }), 404, 'TICKET_NOT_FOUND');
    });
    const { status, body } = await replaced(purchase, { onPaper: true });
    expect(status).toBe(200);
    const [printed, same] = body.data;
    expect(same).toEqual(other);
    expect(printed).toMatchObject({
      ticketId: lost?.ticketId,
      onPaper: true,
      rotationSecret: null,
    });
    expect(printed?.serial).not.toBe(lost?.serial);
    expect((await codesOf(purchase)).body.data).toEqual(body.data);
    expect((await issuedTo(purchase)).filter(({ revoked }) => revoked === 'replaced')).toHaveLength(
      1,
    );
    const audited = await api.sql.row(
      `SELECT action, after FROM audit_entries
       WHERE action = 'booking.ticket_code_replaced' AND subject_id = $1`,
      [purchase.bookingId],
    );
    expect(audited).toMatchObject({ after: { ticketIds: [lost?.ticketId], onPaper: true } });
    await choir.send('PATCH', `/${event.id}`, { codesRotate: false });
  });

  it('are gone with their ticket when it is refunded', async () => {
    const purchase = await bought();
    const [first, second] = (await codesOf(purchase)).body.data;
    const refunded = { ticketIds: [first?.ticketId] };
    await choir.send('POST', `/${event.id}/bookings/${purchase.bookingId}/refunds`, refunded);
    expect((await codesOf(purchase)).body.data).toEqual([second]);
  });

  it('are signed with the newest key, which owners change, and older ones verify on', async () => {
    const purchase = await bought(1);
    const [before] = (await codesOf(purchase)).body.data;
    const owner = await memberOf(api, choir, 'owner');
    await expectNoChange(api.sql, async () => {
      expectProblem(await api.post(keysPath(), {}, choir.manager), 403, 'FORBIDDEN');
    });
    const known = (await api.get<Envelope<TicketKeyDto[]>>(keysPath(), owner)).body.data.length;
    const added = await Promise.all([1, 2].map(() => api.post(keysPath(), {}, owner)));
    expect(added.map(({ status }) => status)).toEqual([201, 201]);
    const [after] = (await codesOf(purchase)).body.data;
    expect(after?.serial).toBe(before?.serial);
    expect(await read(before?.code)).toMatchObject({ state: 'good' });
    expect(await read(after?.code)).toMatchObject({
      state: 'good',
      code: { keyNumber: known + 2 },
    });
    const stored = await api.sql.rows(
      'SELECT private_key FROM organiser_ticket_keys WHERE organiser_id = $1',
      [choir.id],
    );
    expect(JSON.stringify(stored)).not.toMatch(/[0-9a-f]{64}/);
    const audited = await api.sql.rows(
      `SELECT after FROM audit_entries
       WHERE action = 'organiser.ticket_key_changed' AND subject_id = $1 ORDER BY id`,
      [choir.id],
    );
    expect(audited).toEqual([
      { after: { keyNumber: known + 1 } },
      { after: { keyNumber: known + 2 } },
    ]);
  });
});
