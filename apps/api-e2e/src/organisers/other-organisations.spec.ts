import type {
  CounterSaleDto,
  Envelope,
  LentDoorDeviceDto,
  OrganiserRole,
  ProblemDto,
  WebhookDto,
} from '@boxoffice/contracts';
import { mayActAs, ORGANISER_ROLES } from '@boxoffice/contracts';
import { request, type Response } from '@boxoffice/testing';
import { endpointsOf, type Endpoint } from '../access/endpoints.ts';
import { newcomer, type SignedIn } from '../accounts/people.ts';
import { CONCERT } from '../events/workspace.ts';
import { expectNoChange } from '../setup/expect-no-change.ts';
import { expectProblem } from '../setup/expect-problem.ts';
import { openSale } from '../setup/open-sale.ts';
import { useSharedApi } from '../setup/use-api.ts';
import { founded, memberOf, type Organisation } from './organisations.ts';

/** What stands in paths and bodies: everything there is of one organisation. */
interface Things {
  readonly organiserId: string;
  readonly userId: string;
  readonly invitationId: string;
  readonly eventId: string;
  readonly tierId: string;
  readonly ticketTypeId: string;
  readonly allotmentId: string;
  readonly seriesId: string;
  readonly bookingId: string;
  readonly invoiceId: string;
  readonly [name: string]: string;
}

const EVENTS = '/api/v1/organisers/:organiserId/events';
const SERIES = '/api/v1/organisers/:organiserId/series';
const DEVICES = '/api/v1/organisers/:organiserId/door-devices';
const WEBHOOKS = '/api/v1/organisers/:organiserId/webhooks';

/**
 * Bodies that are read before anybody looks whose it is; the other endpoints take an empty one. Each endpoint whose
 * path names an organisation is tried, also those that are not listed here.
 */
const BODIES: Readonly<Record<string, (things: Things) => unknown>> = {
  'PATCH /api/v1/organisers/:organiserId': () => ({ name: 'Ours now' }),
  'PATCH /api/v1/organisers/:organiserId/members/:userId': () => ({ role: 'door' }),
  'POST /api/v1/organisers/:organiserId/invitations': () => ({
    email: 'mallory@example.org',
    role: 'owner',
  }),
  'PUT /api/v1/organisers/:organiserId/payment-settings/:provider': () => ({
    enabled: true,
    instructions: 'Ours',
  }),
  [`POST ${EVENTS}`]: () => CONCERT,
  [`POST ${EVENTS}/:eventId/duplicate`]: () => ({ startsAt: '2097-03-15T19:30' }),
  [`PUT ${EVENTS}/:eventId/questions`]: () => ({ names: 'no', emails: 'no', questions: [] }),
  [`POST ${EVENTS}/:eventId/exports`]: () => ({ kind: 'bookings', format: 'csv' }),
  [`POST ${EVENTS}/:eventId/announcements`]: () => ({ subject: 'Ours', message: 'Ours' }),
  [`PATCH ${EVENTS}/:eventId/image`]: () => ({ alt: 'Ours' }),
  [`POST ${EVENTS}/:eventId/tiers`]: () => ({ name: 'Ours', priceMinor: 1, capacity: 1 }),
  [`POST ${EVENTS}/:eventId/allotments`]: ({ tierId }) => ({
    tierId,
    name: 'Ours',
    purpose: 'other',
    quantity: 1,
  }),
  [`PATCH ${EVENTS}/:eventId/waitlist`]: () => ({ paused: true, byLot: true }),
  [`PATCH ${EVENTS}/:eventId/allotments/:allotmentId`]: () => ({ name: 'Ours', quantity: 0 }),
  [`PUT ${EVENTS}/:eventId/tiers/order`]: ({ tierId }) => ({ tierIds: [tierId] }),
  [`PUT ${EVENTS}/:eventId/tiers/:tierId/ticket-types/order`]: () => ({ ticketTypeIds: [] }),
  [`POST ${EVENTS}/:eventId/codes`]: ({ tierId }) => ({ kind: 'access', tierId, code: 'OURS' }),
  [`POST ${EVENTS}/:eventId/codes/bulk`]: ({ tierId }) => ({ kind: 'access', tierId, count: 2 }),
  [`PATCH ${EVENTS}/:eventId/codes/:codeId`]: () => ({ disabled: true }),
  [`PUT ${EVENTS}/:eventId/tiers/:tierId`]: () => ({ name: 'Ours', priceMinor: 1 }),
  [`PUT ${EVENTS}/:eventId/tiers/:tierId/capacity`]: () => ({ capacity: 0 }),
  [`POST ${EVENTS}/:eventId/tiers/:tierId/ticket-types`]: () => ({ name: 'Ours', priceMinor: 1 }),
  [`PUT ${EVENTS}/:eventId/bookings/:bookingId/buyer`]: () => ({
    name: 'Mallory',
    email: 'mallory@example.org',
  }),
  [`POST ${EVENTS}/:eventId/counter-sales`]: ({ tierId }) => ({
    lines: [{ tierId, quantity: 1 }],
    method: 'cash',
  }),
  [`PUT ${EVENTS}/:eventId/tiers/:tierId/ticket-types/:ticketTypeId`]: () => ({
    name: 'Ours',
    priceMinor: 1,
  }),
  [`POST ${DEVICES}`]: () => ({ name: 'Ours' }),
  [`POST ${DEVICES}/own`]: () => ({ name: 'Ours' }),
  [`PUT ${EVENTS}/:eventId/admission`]: () => ({ reentry: 'free' }),
  [`POST ${WEBHOOKS}`]: () => ({ url: 'https://mallory.org/', types: ['booking.confirmed'] }),
  [`PATCH ${WEBHOOKS}/:webhookId`]: () => ({ url: 'https://mallory.org/', includesBuyer: true }),
  [`POST ${WEBHOOKS}/:webhookId/replay`]: () => ({ since: '2026-01-01T00:00:00Z' }),
  'POST /api/v1/organisers/:organiserId/invoices/exports': () => ({ year: 2027, format: 'csv' }),
  'POST /api/v1/organisers/:organiserId/ledger/exports': () => ({ format: 'csv' }),
  'POST /api/v1/organisers/:organiserId/takings/exports': () => ({ format: 'csv' }),
  'PUT /api/v1/organisers/:organiserId/invoice-settings': () => INVOICE_SETTINGS,
  [`POST ${SERIES}`]: ({ eventId }) => ({ eventId, startsAt: ['2097-03-15T19:30'] }),
  [`PATCH ${SERIES}/:seriesId`]: () => ({ name: 'Ours' }),
  [`POST ${SERIES}/:seriesId/dates`]: () => ({ startsAt: ['2097-03-16T19:30'] }),
  [`POST ${SERIES}/:seriesId/publish`]: ({ eventId }) => ({ eventIds: [eventId] }),
};

/** What invoices say of an organisation. */
const INVOICE_SETTINGS = {
  legalName: 'Mallory Ltd',
  street: '1 Church Lane',
  postalCode: '20457',
  city: 'Hamburg',
  country: 'DE',
  vatId: '',
  taxNumber: '215/5000/0001',
  exemptionNote: 'No VAT is charged.',
  prefix: '',
  footer: '',
  eInvoice: true,
};

const TITLE = 'Nobody else’s business';

describe('what belongs to another organisation', () => {
  const api = useSharedApi({ DEMO_IDENTITY: 'off' });
  const members = new Map<OrganiserRole | 'none', SignedIn>();
  let endpoints: Endpoint[];
  let own: Organisation;
  let others: Things;

  beforeAll(async () => {
    endpoints = (await endpointsOf(api)).filter(({ path }) =>
      path.includes('/organisers/:organiserId'),
    );
    own = await founded(api);
    members.set('none', await newcomer(api, 'organiser'));
    for (const role of ORGANISER_ROLES) members.set(role, await memberOf(api, own, role));
    others = await thingsOf(await founded(api));
  });

  /** Fills an organisation, so that there is something to be found. */
  async function thingsOf({ id, owner }: Organisation): Promise<Things> {
    const { id: userId } = await memberOf(api, { id }, 'manager');
    await api.patch(`/organisers/${id}`, { name: TITLE }, owner);
    const invited = { email: 'invited@example.org', role: 'door' };
    const invitation = await api.post<{ data: { id: string } }>(
      `/organisers/${id}/invitations`,
      invited,
      owner,
    );
    expect(invitation.status).toBe(201);
    const { eventId } = await openSale(api.sql, { GA: 2 });
    await api.sql.execute(`INSERT INTO event_series (id, organiser_id, name) VALUES ($1, $2, $3)`, [
      eventId,
      id,
      TITLE,
    ]);
    await api.sql.execute(
      'UPDATE events SET organiser_id = $1, series_id = id, name = $2 WHERE id = $3',
      [id, TITLE, eventId],
    );
    const tier = await api.sql.row<{ id: string }>(
      `SELECT id FROM tiers WHERE event_id = $1 AND name = 'GA'`,
      [eventId],
    );
    await api.sql.execute(
      `INSERT INTO ticket_types (event_id, tier_id, id, name, price_minor, position)
       VALUES ($1, $2, $2, $3, 1, 1)`,
      [eventId, tier.id, TITLE],
    );
    await api.sql.execute(
      `INSERT INTO allotments (event_id, tier_id, id, name, purpose) VALUES ($1, $2, $2, $3, 'other')`,
      [eventId, tier.id, TITLE],
    );
    const sale = await api.post<Envelope<CounterSaleDto>>(
      `/organisers/${id}/events/${eventId}/counter-sales`,
      { lines: [{ tierId: tier.id, quantity: 1 }], method: 'cash', buyerName: TITLE },
      owner,
    );
    expect(sale.status).toBe(201);
    await api.sql.execute(
      `INSERT INTO codes (event_id, id, code, code_key, kind, tier_id)
       VALUES ($1, $2, 'THEIRS', 'THEIRS', 'access', $2)`,
      [eventId, tier.id],
    );
    const webhook = await api.post<Envelope<WebhookDto>>(
      `/organisers/${id}/webhooks`,
      { url: 'https://crm.choir.org/', description: TITLE, types: ['booking.refunded'] },
      owner,
    );
    expect(webhook.status).toBe(201);
    const webhookId = webhook.body.data.id;
    const delivery = await api.sql.row<{ id: string }>(
      `WITH message AS (
         INSERT INTO webhook_messages (type, data) VALUES ('webhook.test', json_build_object('text', $2::text))
         RETURNING id
       ) INSERT INTO webhook_deliveries (endpoint_id, message_id, status)
       SELECT $1, id, 'delivered' FROM message RETURNING 'msg_' || replace(message_id::text, '-', '') AS id`,
      [webhookId, TITLE],
    );
    const device = await api.post<Envelope<LentDoorDeviceDto>>(
      `/organisers/${id}/door-devices`,
      { name: TITLE },
      owner,
    );
    expect(device.status).toBe(201);
    const { bookingId } = sale.body.data;
    // An e-invoice says whom it is for.
    await api.sql.execute(
      `INSERT INTO billing_details (event_id, booking_id, name, street, postal_code, city, country)
       VALUES ($1, $2, 'Lovelace Ltd', '12 St James’s Square', 'SW1Y 4JH', 'London', 'GB')`,
      [eventId, bookingId],
    );
    const settings = await api.put(`/organisers/${id}/invoice-settings`, INVOICE_SETTINGS, owner);
    expect(settings.status).toBe(200);
    const printed = await api.get(
      `/organisers/${id}/events/${eventId}/bookings/${bookingId}/invoice.pdf`,
      owner,
    );
    expect(printed.status).toBe(200);
    const invoice = await api.sql.row<{ id: string }>(
      'SELECT id FROM invoices WHERE booking_id = $1',
      [bookingId],
    );
    return {
      invoiceId: invoice.id,
      organiserId: id,
      webhookId,
      deviceId: device.body.data.id,
      deliveryId: delivery.id,
      userId,
      invitationId: invitation.body.data.id,
      eventId,
      tierId: tier.id,
      ticketTypeId: tier.id,
      allotmentId: tier.id,
      codeId: tier.id,
      seriesId: eventId,
      bookingId,
      provider: 'offline',
      id: eventId,
    };
  }

  function ask(
    { method, path }: Endpoint,
    things: Things,
    { headers }: SignedIn,
  ): Promise<Response<ProblemDto>> {
    const at = path.replaceAll(/:(\w+)/g, (_, name: string) => things[name] ?? things.eventId);
    const body = BODIES[`${method} ${path}`]?.(things) ?? {};
    return request<ProblemDto>(`${api.process.url}${at}`, {
      method,
      headers,
      ...(method !== 'GET' && { body }),
    });
  }

  it('is shown to its own members as far as their role needs it', async () => {
    const { organiserId, eventId, seriesId, webhookId, deliveryId } = others;
    const event = `/organisers/${organiserId}/events/${eventId}`;
    const needed: [path: string, role: OrganiserRole][] = [
      [event, 'door'],
      [`${event}/guests`, 'door'],
      [`${event}/admission`, 'door'],
      [`/organisers/${organiserId}/door-devices`, 'box_office'],
      [`${event}/bookings`, 'box_office'],
      [`${event}/questions`, 'box_office'],
      [`${event}/figures`, 'box_office'],
      [`${event}/preview`, 'manager'],
      [`${event}/codes`, 'manager'],
      [`${event}/cancellation`, 'manager'],
      [`${event}/cancellation/refunds`, 'manager'],
      [`${event}/announcements`, 'manager'],
      [`/organisers/${organiserId}/webhooks`, 'manager'],
      [`/organisers/${organiserId}/webhooks/${webhookId}`, 'manager'],
      [`/organisers/${organiserId}/webhooks/${webhookId}/deliveries`, 'manager'],
      [`/organisers/${organiserId}/webhooks/${webhookId}/deliveries/${deliveryId}`, 'manager'],
      [`/organisers/${organiserId}/payment-settings`, 'owner'],
      [`/organisers/${organiserId}/payment-settings/stripe`, 'owner'],
      [`${event}/bookings/${others.bookingId}/invoice.pdf`, 'box_office'],
      [`${event}/bookings/${others.bookingId}/receipt.pdf`, 'box_office'],
      [`/organisers/${organiserId}/invoices/${others.invoiceId}`, 'box_office'],
      [`/organisers/${organiserId}/invoices/${others.invoiceId}/e-invoice.xml`, 'box_office'],
      [`/organisers/${organiserId}/invoices`, 'manager'],
      [`/organisers/${organiserId}/invoice-settings`, 'manager'],
      [`/organisers/${organiserId}/series`, 'manager'],
      [`/organisers/${organiserId}/series/${seriesId}`, 'manager'],
      [`/organisers/${organiserId}/series/${seriesId}/buyers`, 'manager'],
    ];
    for (const role of ORGANISER_ROLES) {
      const member = await memberOf(api, { id: organiserId }, role);
      for (const [path, lowest] of needed) {
        const answer = await api.get(path, member);
        if (mayActAs(role, lowest))
          expect({ path, role, answer }).toMatchObject({ answer: { status: 200 } });
        else expectProblem(answer, 403, 'FORBIDDEN');
      }
    }
  });

  it('is tried at every endpoint that names an organisation', () => {
    const names = endpoints.map(({ method, path }) => `${method} ${path}`);
    expect(names.length).toBeGreaterThanOrEqual(32);
    expect(names).toEqual(expect.arrayContaining(Object.keys(BODIES)));
  });

  it.each([...ORGANISER_ROLES, 'none'] as const)(
    'is not there for a member with the role %s',
    async (role) => {
      const person = members.get(role);
      if (!person) throw new Error('Nobody has this role.');
      await expectNoChange(api.sql, async () => {
        for (const endpoint of endpoints) {
          const answer = await ask(endpoint, others, person);
          const found = { endpoint, status: answer.status, code: answer.body.code };
          expect(found).toEqual({ endpoint, status: 404, code: 'ORGANISER_NOT_FOUND' });
          expectProblem(answer, 404, 'ORGANISER_NOT_FOUND');
          expect(JSON.stringify(answer.body)).not.toContain(TITLE);
          // And the same is said of an organisation that there is not.
          const nothing = await ask(endpoint, { ...others, organiserId: '999' }, person);
          expect(withoutIds(nothing.body)).toEqual(withoutIds(answer.body));
        }
      });
    },
  );

  it.each(ORGANISER_ROLES)('is not reached below one’s own organisation, as %s', async (role) => {
    const person = members.get(role);
    if (!person) throw new Error('Nobody has this role.');
    // A provider is named by a word that is the same for all.
    const inner = endpoints.filter(({ path }) => /:organiserId\/.*:(?!provider)/.test(path));
    expect(inner.length).toBeGreaterThanOrEqual(3);
    await expectNoChange(api.sql, async () => {
      for (const endpoint of inner) {
        const answer = await ask(endpoint, { ...others, organiserId: own.id }, person);
        const { status, body } = answer;
        expect({ endpoint, status, code: body.code }).toEqual({
          endpoint,
          status: body.code === 'FORBIDDEN' ? 403 : 404,
          code: expect.stringMatching(/^(FORBIDDEN|\w+_NOT_FOUND)$/),
        });
        expect(JSON.stringify(body)).not.toContain(TITLE);
      }
    });
  });

  it('is not listed, and takes no tickets', async () => {
    for (const person of members.values()) {
      const list = await api.get<{ data: { id: string }[] }>('/organisers', person);
      expect(list.body.data.map(({ id }) => id)).not.toContain(others.organiserId);
      await expectNoChange(api.sql, async () => {
        const body = { eventId: others.eventId, gaCount: 1 };
        const answer = await api.post('/tickets/create', body, person);
        expectProblem(answer, 404, 'EVENT_NOT_FOUND');
      });
    }
  });

  it('is an admin’s to see', async () => {
    const admin = await newcomer(api, 'admin');
    for (const endpoint of endpoints.filter(({ method }) => method === 'GET')) {
      expect({ endpoint, status: (await ask(endpoint, others, admin)).status }).toEqual({
        endpoint,
        status: 200,
      });
    }
  });
});

/** A problem but for what names the request. */
function withoutIds(problem: ProblemDto): unknown {
  const { requestId = '' } = problem;
  const same = JSON.stringify(problem)
    .replace(requestId, '')
    .replaceAll(/\d{3,}/g, '7');
  return JSON.parse(same) as unknown;
}
