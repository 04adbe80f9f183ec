import type {
  CreateWebhookDto,
  Envelope,
  ProblemDto,
  ReplayedWebhookDto,
  WebhookDeliveryDetailDto,
  WebhookDeliveryDto,
  WebhookDto,
  WebhookSecretDto,
} from '@boxoffice/contracts';
import { addBuyer } from '../mail/buyer-with-address.ts';
import { memberOf } from '../organisers/organisations.ts';
import { ageHolds, untilExpired } from '../setup/age-holds.ts';
import { hold, pay } from '../setup/buy.ts';
import { expectProblem } from '../setup/expect-problem.ts';
import { addUser, openSale, type Sale } from '../setup/open-sale.ts';
import { until } from '../setup/until.ts';
import { useApi } from '../setup/use-api.ts';
import { Workspace } from '../events/workspace.ts';
import { Receiver, verified } from './receiver.ts';

/** Seconds between tries, as they are documented. */
const SCHEDULE = [5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400];

describe('webhooks of organisers', () => {
  // One process, so that a test knows whom to kill; another one is started where two are needed.
  const api = useApi(
    { WEBHOOKS_ALLOW_PRIVATE: 'on', WEBHOOK_LOOK_INTERVAL_MS: '50', WEBHOOK_TIMEOUT_MS: '2000' },
    1,
  );
  const receiver = new Receiver();
  let choir: Workspace;
  let paths = 0;

  beforeAll(() => receiver.start());
  afterAll(() => receiver.stop());
  // Each test has an organisation of its own, and so no more endpoints than it may have.
  beforeEach(async () => {
    choir = await Workspace.open(api);
  });

  const at = (path = ''): string => `/organisers/${choir.id}/webhooks${path}`;

  /** An endpoint of the choir's at a path of its own. */
  async function endpoint(
    asked: Partial<CreateWebhookDto> = {},
  ): Promise<WebhookSecretDto & { path: string }> {
    paths += 1;
    const path = `/hook-${paths}`;
    const url = receiver.url(path);
    const body = { url, types: ['booking.confirmed'], ...asked };
    const answer = await api.post<Envelope<WebhookSecretDto>>(at(), body, choir.manager);
    expect(answer).toMatchObject({ status: 201, body: { data: { url, disabledAt: null } } });
    return Object.assign(answer.body.data, { path });
  }

  /** An event of the choir's that is on sale. */
  async function onSale(tickets = 10): Promise<Sale> {
    const sale = await openSale(api.sql, { GA: tickets });
    await api.sql.execute('UPDATE events SET organiser_id = $2 WHERE id = $1', [
      sale.eventId,
      choir.id,
    ]);
    return sale;
  }

  async function deliveries(
    { id }: Pick<WebhookDto, 'id'>,
    query = '',
  ): Promise<WebhookDeliveryDto[]> {
    const answer = await api.get<Envelope<WebhookDeliveryDto[]>>(
      at(`/${id}/deliveries${query}`),
      choir.manager,
    );
    expect(answer.status).toBe(200);
    return answer.body.data;
  }

  /** The one delivery of an endpoint, once it was recorded so many times. */
  const recorded = (webhook: Pick<WebhookDto, 'id'>, attempts = 1): Promise<WebhookDeliveryDto> =>
    until(`attempt ${attempts} is recorded`, async () => {
      const [one] = await deliveries(webhook);
      return one?.lastAttempt?.number === attempts ? one : undefined;
    });

  async function test({ id }: WebhookDto): Promise<WebhookDeliveryDto> {
    const answer = await api.post<Envelope<WebhookDeliveryDto>>(
      at(`/${id}/test`),
      undefined,
      choir.manager,
    );
    expect(answer.status).toBe(201);
    return answer.body.data;
  }

  /** Makes what waits due now. */
  const makeDue = ({ id }: Pick<WebhookDto, 'id'>): Promise<unknown> =>
    api.sql.execute(
      `UPDATE webhook_deliveries SET due_at = now() - interval '1 second'
       WHERE endpoint_id = $1 AND status = 'pending'`,
      [id],
    );

  it('tells what it is asked to tell, signed, to the organisation’s own endpoints, and no names unasked', async () => {
    const all = await endpoint({
      types: ['booking.confirmed', 'booking.cancelled', 'event.cancelled', 'event.published'],
    });
    const named = await endpoint({ includesBuyer: true });
    const none = await endpoint({ types: ['booking.refunded'] });
    const disabled = await endpoint();
    await api.patch(at(`/${disabled.id}`), { disabled: true }, choir.manager);
    const sale = await onSale();
    const buyer = await addBuyer(api.sql, 'Ada Lovelace');
    const before = await api.sql.row('SELECT count(*)::integer AS count FROM webhook_messages');

    // Somebody else's, who has no endpoint: nothing is written.
    const others = await openSale(api.sql, { GA: 1 });
    await pay(api, await hold(api, others, buyer.id));
    expect(await api.sql.row('SELECT count(*)::integer AS count FROM webhook_messages')).toEqual(
      before,
    );

    const paid = await hold(api, sale, buyer.id, 'GA', 2);
    await pay(api, paid);
    const [first] = await receiver.untilGot(all.path, 1);
    if (!first) throw new Error('There is one.');
    expect(first.headers).toMatchObject({
      'content-type': 'application/json',
      'webhook-id': expect.stringMatching(/^msg_[0-9a-f]{32}$/),
    });
    const told = verified(first, all.secret);
    const event = {
      id: sale.eventId,
      name: `Event ${sale.eventId}`,
      startsAt: expect.stringMatching(/Z$/),
      timeZone: 'UTC',
      venue: '',
    };
    const booking = {
      id: paid.bookingId,
      status: 'confirmed',
      createdAt: expect.stringMatching(/Z$/),
      confirmedAt: expect.stringMatching(/Z$/),
      endedAt: null,
      tickets: [
        {
          tierId: expect.stringMatching(/^\d+$/),
          tier: 'GA',
          ticketTypeId: null,
          ticketType: null,
          quantity: 2,
          priceMinor: 1_000,
        },
      ],
      ticketIds: paid.ticketIds,
      totalMinor: 2_000,
      currency: 'USD',
    };
    expect(told).toEqual({
      type: 'booking.confirmed',
      timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
      data: { organiserId: choir.id, event, booking },
    });
    expect(first.text).not.toMatch(/Ada|mail\.example/);
    expect(() => verified({ ...first, text: `${first.text} ` }, all.secret)).toThrow();
    expect(() => verified(first, named.secret)).toThrow();

    // The same message, with the buyer where that was asked for; who is erased meanwhile isn't named again.
    const [toNamed] = await receiver.untilGot(named.path, 1);
    expect(toNamed?.id).toBe(first.id);
    expect(toNamed && verified(toNamed, named.secret).data).toEqual({
      organiserId: choir.id,
      event,
      booking,
      buyer: { name: 'Ada Lovelace', email: buyer.address },
    });
    const stored = await api.sql.rows(
      'SELECT data::text, type FROM webhook_messages WHERE booking_id = $1',
      [paid.bookingId],
    );
    expect(JSON.stringify(stored)).not.toMatch(/Ada|mail\.example/);

    // Given back: told. Out of time: not.
    const expired = await hold(api, sale, buyer.id);
    await ageHolds(api.sql, [expired.bookingId]);
    await untilExpired(api.sql, expired.bookingId);
    const cancelled = await hold(api, sale, buyer.id);
    expect(
      (await api.post(`/booking/${cancelled.bookingId}/cancel`, { userId: buyer.id })).status,
    ).toBe(200);
    await api.sql.execute(`UPDATE events SET state = 'paused' WHERE id = $1`, [sale.eventId]);
    await api.sql.execute(`UPDATE events SET state = 'published' WHERE id = $1`, [sale.eventId]);
    expect(receiver.at(none.path)).toEqual([]);

    // Money that has gone back: for the organiser's refund, and then for the cancelled event's of the rest.
    const [given = '', kept = ''] = paid.ticketIds;
    await choir.send('POST', `/${sale.eventId}/bookings/${paid.bookingId}/refunds`, {
      ticketIds: [given],
    });
    await receiver.untilGot(none.path, 1);
    await choir.send('POST', `/${sale.eventId}/cancel`, {});
    const refunds = (await receiver.untilGot(none.path, 2)).map((one) =>
      verified(one, none.secret),
    );
    const [ofOrganiser, ofEvent] = refunds;
    expect(ofOrganiser).toEqual({
      type: 'booking.refunded',
      timestamp: expect.stringMatching(/Z$/),
      data: {
        organiserId: choir.id,
        event,
        booking: expect.objectContaining({
          id: paid.bookingId,
          status: 'confirmed',
          ticketIds: [kept],
          totalMinor: 1_000,
        }),
        refund: {
          id: expect.stringMatching(/^\d+$/),
          reason: 'requested',
          amountMinor: 1_000,
          currency: 'USD',
          ticketIds: [given],
          returnedBookingId: expect.stringMatching(/^\d+$/),
          requestedAt: expect.stringMatching(/Z$/),
        },
      },
    });
    expect(ofEvent).toMatchObject({
      data: {
        booking: { status: 'refunded' },
        refund: {
          reason: 'event_cancelled',
          amountMinor: 1_000,
          ticketIds: [kept],
          returnedBookingId: paid.bookingId,
        },
      },
    });
    const got = (await receiver.untilGot(all.path, 3))
      .slice(1)
      .map((one) => verified(one, all.secret));
    expect(got).toHaveLength(2);
    expect(got).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          type: 'booking.cancelled',
          data: expect.objectContaining({
            booking: expect.objectContaining({
              id: cancelled.bookingId,
              status: 'cancelled',
              confirmedAt: null,
            }),
          }),
        }),
        expect.objectContaining({
          type: 'event.cancelled',
          data: { organiserId: choir.id, event },
        }),
      ]),
    );
    expect(receiver.at(disabled.path)).toEqual([]);
    expect(await deliveries(disabled)).toEqual([]);
  });

  it('tries again for three days, signed afresh under the same id, and then when somebody asks', async () => {
    const failing = await endpoint();
    receiver.answer(failing.path, (response) =>
      response.writeHead(503).end(`\0down${'é'.repeat(4_000)}`),
    );
    const sent = await test(failing);
    expect(sent).toMatchObject({ type: 'webhook.test', status: 'pending', eventId: null });
    for (const [index, seconds] of SCHEDULE.entries()) {
      const { status, nextAttemptAt, lastAttempt } = await recorded(failing, index + 1);
      expect({ status, code: lastAttempt?.statusCode }).toEqual({ status: 'pending', code: 503 });
      const waits =
        (Date.parse(nextAttemptAt ?? '') - Date.parse(lastAttempt?.startedAt ?? '')) / 1_000;
      expect(waits).toBeGreaterThanOrEqual(seconds - 1);
      expect(waits).toBeLessThan(seconds * 1.1 + 240);
      await makeDue(failing);
    }
    expect(await recorded(failing, 10)).toMatchObject({
      status: 'failed',
      nextAttemptAt: null,
      attempts: 10,
    });
    const got = receiver.at(failing.path);
    expect(new Set(got.map(({ id }) => id))).toEqual(new Set([sent.id]));
    for (const one of got) expect(verified(one, failing.secret).type).toBe('webhook.test');

    const detail = await api.get<Envelope<WebhookDeliveryDetailDto>>(
      at(`/${failing.id}/deliveries/${sent.id}`),
      choir.manager,
    );
    const { payload, log } = detail.body.data;
    expect(payload).toBe(got[0]?.text);
    expect(log.map(({ number }) => number)).toEqual([10, 9, 8, 7, 6, 5, 4, 3, 2, 1]);
    expect(log[0]?.response).toMatch(/^downé+/);
    expect(Buffer.byteLength(log[0]?.response ?? '')).toBeLessThanOrEqual(2_050);

    // By hand: one, and all that failed.
    receiver.answer(failing.path, (response) => response.writeHead(204).end());
    const replay = (path: string, body?: unknown) =>
      api.post<Envelope<ReplayedWebhookDto> & ProblemDto>(
        at(`/${failing.id}${path}`),
        body,
        choir.manager,
      );
    expect((await replay(`/deliveries/${sent.id}/replay`)).status).toBe(200);
    expect(await recorded(failing, 11)).toMatchObject({
      status: 'delivered',
      lastAttempt: { statusCode: 204 },
    });
    await api.sql.execute(
      `UPDATE webhook_deliveries SET status = 'failed' WHERE endpoint_id = $1`,
      [failing.id],
    );
    const later = await replay('/replay', { since: new Date(Date.now() + 60_000).toISOString() });
    expect(later.body.data).toEqual({ replayed: 0, hasMore: false });
    const since = new Date(Date.now() - 3_600_000).toISOString();
    expect((await replay('/replay', { since })).body.data).toEqual({ replayed: 1, hasMore: false });
    expect(await recorded(failing, 12)).toMatchObject({ status: 'delivered' });
    expect((await replay('/replay', { since })).body.data.replayed).toBe(0);
    expect(receiver.at(failing.path).map(({ id }) => id)).toEqual(
      Array.from({ length: 12 }, () => sent.id),
    );

    receiver.answer(failing.path, () => undefined);
    await replay(`/deliveries/${sent.id}/replay`);
    await receiver.untilGot(failing.path, 13);
    expectProblem(await replay(`/deliveries/${sent.id}/replay`), 409, 'WEBHOOK_DELIVERY_PENDING');
    expect(await recorded(failing, 13)).toMatchObject({
      status: 'pending',
      lastAttempt: { statusCode: null, error: 'There was no answer within 2 s.' },
    });
  });

  it('disables who is gone, follows no redirect, and says why there was no answer', async () => {
    const gone = await endpoint({ types: ['booking.confirmed', 'booking.cancelled'] });
    receiver.answer(gone.path, (response) => response.writeHead(410).end());
    const sale = await onSale();
    const user = await addUser(api.sql);
    await api.sql.execute(
      `INSERT INTO webhook_messages (id, type, data) SELECT gen_random_uuid(), 'waits', '{}' FROM generate_series(1, 3)`,
    );
    await api.sql.execute(
      `INSERT INTO webhook_deliveries (endpoint_id, message_id, due_at)
       SELECT $1, id, now() + interval '1 day' FROM webhook_messages WHERE type = 'waits'`,
      [gone.id],
    );
    await pay(api, await hold(api, sale, user));
    const find = ({ id }: WebhookDto) => api.get<Envelope<WebhookDto>>(at(`/${id}`), choir.manager);
    await until('it is disabled', async () => (await find(gone)).body.data.disabledBy === 'gone');
    expect((await deliveries(gone)).map(({ status }) => status)).toEqual(Array(4).fill('failed'));
    await pay(api, await hold(api, sale, user));
    expect(await deliveries(gone)).toHaveLength(4);
    expectProblem(
      await api.post(at(`/${gone.id}/test`), undefined, choir.manager),
      409,
      'WEBHOOK_DISABLED',
    );
    const { rows } = await api.sql
      .rows(
        `SELECT actor_role AS role, after FROM audit_entries WHERE action = 'webhook.disabled' AND subject_id = $1`,
        [choir.id],
      )
      .then((found) => ({ rows: found }));
    expect(rows).toEqual([{ role: 'system', after: { webhook: gone.id, disabledBy: 'gone' } }]);
    await api.patch(at(`/${gone.id}`), { disabled: false }, choir.manager);
    expect((await find(gone)).body.data).toMatchObject({ disabledAt: null, disabledBy: null });

    const moved = await endpoint();
    receiver.answer(moved.path, (response) =>
      response.writeHead(307, { location: receiver.url('/elsewhere') }).end(),
    );
    await test(moved);
    expect(await recorded(moved)).toMatchObject({
      status: 'pending',
      lastAttempt: { statusCode: 307 },
    });
    expect(receiver.at('/elsewhere')).toEqual([]);

    const cut = await endpoint();
    receiver.answer(cut.path, (response) => response.destroy());
    await test(cut);
    expect((await recorded(cut)).lastAttempt).toMatchObject({
      statusCode: null,
      error: 'The connection was closed before the answer.',
    });

    // 2xx is success, whatever becomes of the body.
    const endless = await endpoint();
    receiver.answer(endless.path, (response) => response.writeHead(202).write('half'));
    await test(endless);
    expect(await recorded(endless)).toMatchObject({
      status: 'delivered',
      lastAttempt: { statusCode: 202, response: 'half' },
    });
  });

  it('is sent once by two processes; a delivery whose time ran out is sent again', async () => {
    const many = await endpoint();
    const other = await api.startAnother();
    try {
      receiver.answer(many.path, (response) => setImmediate(() => response.end()));
      await api.sql.execute(
        `WITH message AS (
           INSERT INTO webhook_messages (type, data)
           SELECT 'many', json_build_object('n', n) FROM generate_series(1, 300) AS n RETURNING id
         ) INSERT INTO webhook_deliveries (endpoint_id, message_id) SELECT $1, id FROM message`,
        [many.id],
      );
      await until('all are delivered', async () => {
        const { left } = await api.sql.row<{ left: number }>(
          `SELECT count(*)::integer AS left FROM webhook_deliveries WHERE endpoint_id = $1 AND status <> 'delivered'`,
          [many.id],
        );
        return left === 0;
      });
      const ids = receiver.at(many.path).map(({ id }) => id);
      expect(ids).toHaveLength(300);
      expect(new Set(ids).size).toBe(300);

      // The control: without the time that a delivery belongs to its process, it is sent twice.
      const held = await endpoint();
      receiver.answer(held.path, () => undefined);
      await test(held);
      await receiver.untilGot(held.path, 1);
      await makeDue(held);
      const [first, second] = await receiver.untilGot(held.path, 2);
      expect(second?.id).toBe(first?.id);
    } finally {
      await other.stop();
    }
  });

  it('is sent again under its id where a process is killed after sending it', async () => {
    const webhook = await endpoint();
    const sale = await onSale();
    receiver.answer(webhook.path, () => undefined);
    const paid = await hold(api, sale, await addUser(api.sql));
    await pay(api, paid);
    const [before] = await receiver.untilGot(webhook.path, 1);
    expect(await api.process.kill()).toEqual({ code: null, signal: 'SIGKILL' });
    receiver.answer(webhook.path, (response) => response.end('thanks'));
    await api.restart();
    // It is left to the process that is no more, until its time is over.
    const [waiting] = await deliveries(webhook);
    expect(waiting).toMatchObject({ status: 'pending', attempts: 1, lastAttempt: null });
    await makeDue(webhook);
    expect(await recorded(webhook, 2)).toMatchObject({
      status: 'delivered',
      bookingId: paid.bookingId,
    });
    const [, after] = receiver.at(webhook.path);
    expect(after?.id).toBe(before?.id);
    expect(after?.text).toBe(before?.text);
  });

  it('signs with two secrets for a day after a rotation', async () => {
    const webhook = await endpoint();
    const rotated = await api.post<Envelope<WebhookSecretDto>>(
      at(`/${webhook.id}/secret`),
      undefined,
      choir.manager,
    );
    expect(rotated.status).toBe(200);
    const { secret, previousSecretUntil } = rotated.body.data;
    expect(secret).not.toBe(webhook.secret);
    expect(Date.parse(previousSecretUntil ?? '')).toBeGreaterThan(Date.now() + 23 * 3_600_000);
    await test(webhook);
    const [both] = await receiver.untilGot(webhook.path, 1);
    if (!both) throw new Error('There is one.');
    expect(String(both.headers['webhook-signature'])).toMatch(/^v1,\S+ v1,\S+$/);
    for (const one of [secret, webhook.secret])
      expect(verified(both, one).type).toBe('webhook.test');
    await api.sql.execute(
      `UPDATE webhook_endpoints SET previous_secret_until = now() - interval '1 second' WHERE id = $1`,
      [webhook.id],
    );
    await test(webhook);
    const [, alone] = await receiver.untilGot(webhook.path, 2);
    if (!alone) throw new Error('There is one.');
    expect(verified(alone, secret).type).toBe('webhook.test');
    expect(() => verified(alone, webhook.secret)).toThrow();
    // Neither is kept as it is, nor shown again, nor told to the audit.
    const rows = await api.sql.rows('SELECT * FROM webhook_endpoints WHERE id = $1', [webhook.id]);
    const audit = await api.sql.rows(
      `SELECT action, after FROM audit_entries WHERE subject_id = $1`,
      [choir.id],
    );
    const shown = await api.get(at(), choir.manager);
    for (const text of [rows, audit, shown.body].map((part) => JSON.stringify(part))) {
      expect(text).not.toContain(secret.slice('whsec_'.length));
      expect(text).not.toContain(webhook.secret.slice('whsec_'.length));
    }
    expect(JSON.stringify(audit)).toContain('webhook.secret_rotated');
    expect(JSON.stringify(audit)).not.toContain('127.0.0.1');
  });

  it('is for owners and managers, ten each, and goes with its log', async () => {
    for (const role of ['box_office', 'door'] as const) {
      const member = await memberOf(api, choir, role);
      expectProblem(await api.get(at(), member), 403, 'FORBIDDEN');
      expectProblem(
        await api.post(at(), { url: receiver.url('/'), types: ['booking.confirmed'] }, member),
        403,
        'FORBIDDEN',
      );
    }
    const [first] = await Promise.all(Array.from({ length: 10 }, () => endpoint()));
    if (!first) throw new Error('There are ten.');
    const more = await api.post(
      at(),
      { url: receiver.url('/'), types: ['booking.confirmed'] },
      choir.manager,
    );
    expect(expectProblem(more, 409, 'WEBHOOK_LIMIT_EXCEEDED')).toMatchObject({ limit: 10 });
    for (const body of [
      { url: 'ftp://choir.example/' },
      { url: 'https://user:secret@choir.example/' },
      { url: 'https://choir.example/#part' },
      { url: 'https://choir.example/\0' },
      { url: `https://choir.example/${'x'.repeat(2_000)}` },
      { types: [] },
      { types: ['booking.lost'] },
      { types: ['booking.confirmed', 'booking.confirmed'] },
      { description: 'x'.repeat(201) },
      { includesBuyer: 'yes' },
      { disabled: null },
    ]) {
      const [field] = Object.keys(body);
      const answer = await api.patch(at(`/${first.id}`), body, choir.manager);
      expect(expectProblem(answer, 422, 'VALIDATION_FAILED').errors?.[0]?.field).toBe(field);
    }
    const changed = await api.patch<Envelope<WebhookDto>>(
      at(`/${first.id}`),
      { description: ' CRM ', includesBuyer: true, types: ['event.cancelled', 'booking.refunded'] },
      choir.manager,
    );
    expect(changed.body.data).toMatchObject({
      description: 'CRM',
      includesBuyer: true,
      types: ['event.cancelled', 'booking.refunded'],
      url: first.url,
    });
    await test(first);
    await test(first);
    await until(
      'both are delivered',
      async () => (await deliveries(first, '?status=delivered')).length === 2,
    );
    const [latest] = await deliveries(first, '?limit=1');
    expect(await deliveries(first, `?before=${latest?.id ?? ''}`)).toHaveLength(1);
    expect(await deliveries(first, '?status=failed')).toEqual([]);
    expectProblem(
      await api.get(at(`/${first.id}/deliveries/msg_${'0'.repeat(32)}`), choir.manager),
      404,
      'WEBHOOK_DELIVERY_NOT_FOUND',
    );
    expectProblem(
      await api.get(at(`/${first.id}/deliveries/7`), choir.manager),
      404,
      'WEBHOOK_DELIVERY_NOT_FOUND',
    );

    expect((await api.delete(at(`/${first.id}`), choir.manager)).status).toBe(200);
    expectProblem(await api.get(at(`/${first.id}`), choir.manager), 404, 'WEBHOOK_NOT_FOUND');
    expectProblem(
      await api.get(at(`/${first.id}/deliveries`), choir.manager),
      404,
      'WEBHOOK_NOT_FOUND',
    );
    expectProblem(
      await api.get(at(`/${first.id}/deliveries/${latest?.id ?? ''}`), choir.manager),
      404,
      'WEBHOOK_NOT_FOUND',
    );
  });

  it('goes to public addresses only, where that is not switched off', async () => {
    const strict = await api.startAnother({
      WEBHOOKS_ALLOW_PRIVATE: 'off',
      WEBHOOK_LOOK_INTERVAL_MS: '60000',
    });
    try {
      for (const url of [
        'http://choir.de/hook',
        'https://127.0.0.1/',
        'https://2130706433/',
        'https://0x7f.1/',
        'https://[::1]/',
        'https://[::ffff:10.0.0.1]/',
        'https://169.254.169.254/latest/meta-data',
        'https://localhost/',
        'https://intranet/',
        'https://db.internal/',
      ]) {
        const answer = await fetch(`${strict.url}/api/v1${at()}`, {
          method: 'POST',
          headers: { ...choir.manager.headers, 'content-type': 'application/json' },
          body: JSON.stringify({ url, types: ['booking.confirmed'] }),
        });
        const { errors } = (await answer.json()) as ProblemDto;
        expect({ url, status: answer.status, field: errors?.[0]?.field }).toEqual({
          url,
          status: 422,
          field: 'url',
        });
      }
    } finally {
      await strict.stop();
    }
  });
});
