import { request } from '@boxoffice/testing';
import { expectProblem } from '../setup/expect-problem.ts';
import { openSale } from '../setup/open-sale.ts';
import { useSharedApi } from '../setup/use-api.ts';

const PUBLIC = [
  'get /api/v1',
  'get /api/v1/events',
  'get /api/v1/events/{id}',
  'get /api/v1/events/{id}/calendar.ics',
  'get /api/v1/events/{id}/organiser',
  'get /api/v1/events/{id}/payment-methods',
  'get /api/v1/events/{id}/poster.png',
  'get /api/v1/events/{id}/poster.svg',
  'get /api/v1/series/{id}',
  'get /api/v1/tickets',
  'get /api/v1/tickets/{id}',
  'get /health',
  'get /livez',
  'get /readyz',
];

/** Public as well, by an address that nobody guesses: that of a picture. */
const BY_KEY = ['get /api/v1/images/{key}/{file}'];

/** Those that get people in: they take what a caller brings, and refuse what is nothing. */
const WAYS_IN = [
  'get /api/v1/exports',
  'post /api/v1/auth/forgot-password',
  'post /api/v1/auth/guest',
  'post /api/v1/auth/guest-link',
  'post /api/v1/auth/refresh',
  'post /api/v1/auth/register',
  'post /api/v1/auth/resend-verification',
  'post /api/v1/auth/reset-password',
  'post /api/v1/auth/sign-in',
  'post /api/v1/auth/sign-in/second-factor',
  'post /api/v1/auth/sign-out',
  'post /api/v1/auth/verify-email',
  'post /api/v1/door/devices',
  'post /api/v1/events/{id}/codes',
  'post /api/v1/payments/providers/{provider}/{organiserId}/events',
  'post /api/v1/ticket-transfers/accept',
  'post /api/v1/ticket-transfers/look',
];

const PROTECTED = [
  'delete /api/v1/bookings/{id}/transfers/{transferId}',
  'delete /api/v1/organisers/{organiserId}/door-devices/{deviceId}',
  'get /api/v1/door',
  'get /api/v1/door/events/{eventId}',
  'get /api/v1/organisers/{organiserId}/door-devices',
  'get /api/v1/organisers/{organiserId}/events/{eventId}/admission',
  'post /api/v1/door/events/{eventId}/scans',
  'post /api/v1/organisers/{organiserId}/door-devices',
  'post /api/v1/organisers/{organiserId}/door-devices/own',
  'put /api/v1/organisers/{organiserId}/events/{eventId}/admission',
  'delete /api/v1/organisers/{organiserId}/events/{eventId}/allotments/{allotmentId}',
  'delete /api/v1/organisers/{organiserId}/events/{eventId}/codes/{codeId}',
  'delete /api/v1/organisers/{organiserId}/events/{eventId}/image',
  'delete /api/v1/organisers/{organiserId}/events/{eventId}/tiers/{tierId}',
  'delete /api/v1/organisers/{organiserId}/events/{eventId}/tiers/{tierId}/ticket-types/{ticketTypeId}',
  'delete /api/v1/organisers/{organiserId}/invitations/{invitationId}',
  'delete /api/v1/organisers/{organiserId}/members/{userId}',
  'delete /api/v1/organisers/{organiserId}/payment-settings/{provider}',
  'delete /api/v1/organisers/{organiserId}/webhooks/{webhookId}',
  'get /api/v1/account',
  'get /api/v1/account/data',
  'get /api/v1/account/sessions',
  'get /api/v1/admin/audit',
  'get /api/v1/admin/users',
  'get /api/v1/booking/user/{userId}',
  'get /api/v1/waitlist/user/{userId}',
  'post /api/v1/events/{id}/waitlist',
  'post /api/v1/waitlist/{id}/leave',
  'get /api/v1/booking/{id}',
  'get /api/v1/booking/{id}/attendees',
  'get /api/v1/booking/{id}/ticket-codes',
  'get /api/v1/booking/{id}/tickets.pdf',
  'get /api/v1/booking/{id}/timeline',
  'get /api/v1/bookings/{id}/invoice.pdf',
  'get /api/v1/bookings/{id}/papers',
  'get /api/v1/bookings/{id}/papers/{paperId}',
  'get /api/v1/bookings/{id}/papers/{paperId}/e-invoice.xml',
  'get /api/v1/bookings/{id}/payments',
  'get /api/v1/bookings/{id}/receipt.pdf',
  'get /api/v1/bookings/{id}/refund-offer',
  'get /api/v1/bookings/{id}/transfers',
  'get /api/v1/organisers',
  'get /api/v1/organisers/{organiserId}',
  'get /api/v1/organisers/{organiserId}/events',
  'get /api/v1/organisers/{organiserId}/events/{eventId}',
  'get /api/v1/organisers/{organiserId}/events/{eventId}/waitlist',
  'patch /api/v1/organisers/{organiserId}/events/{eventId}/waitlist',
  'get /api/v1/organisers/{organiserId}/events/{eventId}/allotments',
  'get /api/v1/organisers/{organiserId}/events/{eventId}/announcements',
  'get /api/v1/organisers/{organiserId}/events/{eventId}/bookings',
  'get /api/v1/organisers/{organiserId}/events/{eventId}/bookings/{bookingId}',
  'get /api/v1/organisers/{organiserId}/events/{eventId}/bookings/{bookingId}/attendees',
  'get /api/v1/organisers/{organiserId}/events/{eventId}/bookings/{bookingId}/invoice.pdf',
  'get /api/v1/organisers/{organiserId}/events/{eventId}/bookings/{bookingId}/papers',
  'get /api/v1/organisers/{organiserId}/events/{eventId}/bookings/{bookingId}/payments',
  'get /api/v1/organisers/{organiserId}/events/{eventId}/bookings/{bookingId}/receipt.pdf',
  'get /api/v1/organisers/{organiserId}/events/{eventId}/bookings/{bookingId}/ticket-codes',
  'get /api/v1/organisers/{organiserId}/events/{eventId}/cancellation',
  'get /api/v1/organisers/{organiserId}/events/{eventId}/cancellation/refunds',
  'get /api/v1/organisers/{organiserId}/events/{eventId}/checklist',
  'get /api/v1/organisers/{organiserId}/events/{eventId}/codes',
  'get /api/v1/organisers/{organiserId}/events/{eventId}/counter-sales',
  'get /api/v1/organisers/{organiserId}/events/{eventId}/counter-sales/{bookingId}',
  'get /api/v1/organisers/{organiserId}/events/{eventId}/figures',
  'get /api/v1/organisers/{organiserId}/events/{eventId}/guests',
  'get /api/v1/organisers/{organiserId}/events/{eventId}/preview',
  'get /api/v1/organisers/{organiserId}/events/{eventId}/questions',
  'get /api/v1/organisers/{organiserId}/invitations',
  'get /api/v1/organisers/{organiserId}/invoice-settings',
  'get /api/v1/organisers/{organiserId}/invoices',
  'get /api/v1/organisers/{organiserId}/invoices/{invoiceId}',
  'get /api/v1/organisers/{organiserId}/invoices/{invoiceId}/e-invoice.xml',
  'get /api/v1/organisers/{organiserId}/ledger',
  'get /api/v1/organisers/{organiserId}/members',
  'get /api/v1/organisers/{organiserId}/payment-settings',
  'get /api/v1/organisers/{organiserId}/payment-settings/{provider}',
  'get /api/v1/organisers/{organiserId}/series',
  'get /api/v1/organisers/{organiserId}/series/{seriesId}',
  'get /api/v1/organisers/{organiserId}/series/{seriesId}/buyers',
  'get /api/v1/organisers/{organiserId}/takings',
  'get /api/v1/organisers/{organiserId}/ticket-keys',
  'get /api/v1/organisers/{organiserId}/webhooks',
  'get /api/v1/organisers/{organiserId}/webhooks/{webhookId}',
  'get /api/v1/organisers/{organiserId}/webhooks/{webhookId}/deliveries',
  'get /api/v1/organisers/{organiserId}/webhooks/{webhookId}/deliveries/{deliveryId}',
  'get /api/v1/users',
  'get /api/v1/users/{id}',
  'patch /api/v1/organisers/{organiserId}',
  'patch /api/v1/organisers/{organiserId}/events/{eventId}',
  'patch /api/v1/organisers/{organiserId}/events/{eventId}/allotments/{allotmentId}',
  'patch /api/v1/organisers/{organiserId}/events/{eventId}/codes/{codeId}',
  'patch /api/v1/organisers/{organiserId}/events/{eventId}/image',
  'patch /api/v1/organisers/{organiserId}/members/{userId}',
  'patch /api/v1/organisers/{organiserId}/series/{seriesId}',
  'patch /api/v1/organisers/{organiserId}/webhooks/{webhookId}',
  'post /api/v1/account/erase',
  'post /api/v1/account/language',
  'post /api/v1/account/name',
  'post /api/v1/account/password',
  'post /api/v1/account/sessions/{id}/end',
  'post /api/v1/account/sign-out-everywhere',
  'post /api/v1/account/two-factor/begin',
  'post /api/v1/account/two-factor/disable',
  'post /api/v1/account/two-factor/enable',
  'post /api/v1/account/two-factor/recovery-codes',
  'post /api/v1/admin/users/{id}/disable',
  'post /api/v1/admin/users/{id}/enable',
  'post /api/v1/admin/users/{id}/role',
  'post /api/v1/booking/confirm',
  'post /api/v1/booking/reserve',
  'post /api/v1/booking/{id}/cancel',
  'post /api/v1/booking/{id}/extend',
  'post /api/v1/booking/{id}/mail',
  'post /api/v1/bookings/{id}/payments',
  'post /api/v1/bookings/{id}/payments/{paymentId}/complete',
  'post /api/v1/bookings/{id}/refunds',
  'post /api/v1/bookings/{id}/transfers',
  'post /api/v1/organisers',
  'post /api/v1/organisers/invitations/accept',
  'post /api/v1/organisers/{organiserId}/events',
  'post /api/v1/organisers/{organiserId}/events/{eventId}/allotments',
  'post /api/v1/organisers/{organiserId}/events/{eventId}/allotments/{allotmentId}/release',
  'post /api/v1/organisers/{organiserId}/events/{eventId}/announcements',
  'post /api/v1/organisers/{organiserId}/events/{eventId}/bookings/{bookingId}/cancel',
  'post /api/v1/organisers/{organiserId}/events/{eventId}/bookings/{bookingId}/mail',
  'post /api/v1/organisers/{organiserId}/events/{eventId}/bookings/{bookingId}/payments/{paymentId}/mark-paid',
  'post /api/v1/organisers/{organiserId}/events/{eventId}/bookings/{bookingId}/refunds',
  'post /api/v1/organisers/{organiserId}/events/{eventId}/bookings/{bookingId}/ticket-codes/{ticketId}/replace',
  'post /api/v1/organisers/{organiserId}/events/{eventId}/cancel',
  'post /api/v1/organisers/{organiserId}/events/{eventId}/cancellation/refunds/continue',
  'post /api/v1/organisers/{organiserId}/events/{eventId}/cancellation/refunds/stop',
  'post /api/v1/organisers/{organiserId}/events/{eventId}/codes',
  'post /api/v1/organisers/{organiserId}/events/{eventId}/codes/bulk',
  'post /api/v1/organisers/{organiserId}/events/{eventId}/counter-sales',
  'post /api/v1/organisers/{organiserId}/events/{eventId}/duplicate',
  'post /api/v1/organisers/{organiserId}/events/{eventId}/exports',
  'post /api/v1/organisers/{organiserId}/events/{eventId}/pause',
  'post /api/v1/organisers/{organiserId}/events/{eventId}/publish',
  'post /api/v1/organisers/{organiserId}/events/{eventId}/resume',
  'post /api/v1/organisers/{organiserId}/events/{eventId}/tiers',
  'post /api/v1/organisers/{organiserId}/events/{eventId}/tiers/{tierId}/ticket-types',
  'post /api/v1/organisers/{organiserId}/invitations',
  'post /api/v1/organisers/{organiserId}/invoices/exports',
  'post /api/v1/organisers/{organiserId}/ledger/exports',
  'post /api/v1/organisers/{organiserId}/payment-settings/{provider}/test',
  'post /api/v1/organisers/{organiserId}/series',
  'post /api/v1/organisers/{organiserId}/series/{seriesId}/cancel',
  'post /api/v1/organisers/{organiserId}/series/{seriesId}/dates',
  'post /api/v1/organisers/{organiserId}/series/{seriesId}/pause',
  'post /api/v1/organisers/{organiserId}/series/{seriesId}/publish',
  'post /api/v1/organisers/{organiserId}/series/{seriesId}/resume',
  'post /api/v1/organisers/{organiserId}/takings/exports',
  'post /api/v1/organisers/{organiserId}/ticket-keys',
  'post /api/v1/organisers/{organiserId}/webhooks',
  'post /api/v1/organisers/{organiserId}/webhooks/{webhookId}/deliveries/{deliveryId}/replay',
  'post /api/v1/organisers/{organiserId}/webhooks/{webhookId}/replay',
  'post /api/v1/organisers/{organiserId}/webhooks/{webhookId}/secret',
  'post /api/v1/organisers/{organiserId}/webhooks/{webhookId}/test',
  'post /api/v1/tickets/create',
  'post /api/v1/users',
  'put /api/v1/booking/{id}/attendees',
  'put /api/v1/bookings/{id}/billing',
  'put /api/v1/organisers/{organiserId}/events/{eventId}/bookings/{bookingId}/attendees',
  'put /api/v1/organisers/{organiserId}/events/{eventId}/bookings/{bookingId}/buyer',
  'put /api/v1/organisers/{organiserId}/events/{eventId}/image',
  'put /api/v1/organisers/{organiserId}/events/{eventId}/questions',
  'put /api/v1/organisers/{organiserId}/events/{eventId}/tiers/order',
  'put /api/v1/organisers/{organiserId}/events/{eventId}/tiers/{tierId}',
  'put /api/v1/organisers/{organiserId}/events/{eventId}/tiers/{tierId}/capacity',
  'put /api/v1/organisers/{organiserId}/events/{eventId}/tiers/{tierId}/ticket-types/order',
  'put /api/v1/organisers/{organiserId}/events/{eventId}/tiers/{tierId}/ticket-types/{ticketTypeId}',
  'put /api/v1/organisers/{organiserId}/invoice-settings',
  'put /api/v1/organisers/{organiserId}/payment-settings/{provider}',
];

describe('without the demo identity', () => {
  const api = useSharedApi({ DEMO_IDENTITY: 'off' });

  beforeAll(async () => {
    // The only thing for anybody that the demo data has none of.
    const { eventId } = await openSale(api.sql, {});
    await api.sql.execute(
      `INSERT INTO event_series (id, organiser_id, name) VALUES (1, 1, 'Open to everyone')
       ON CONFLICT DO NOTHING`,
    );
    await api.sql.execute('UPDATE events SET series_id = 1 WHERE id = $1', [eventId]);
  });

  function call(operation: string) {
    const [method = '', path = ''] = operation.split(' ');
    return request(`${api.process.url}${path.replaceAll(/\{\w+\}/g, '1')}`, {
      method: method.toUpperCase(),
      ...(method === 'post' && {
        body: { userId: 1, name: 'x', gaCount: 1, ticketIds: [1], tickets: [] },
      }),
    });
  }

  it('every documented operation is public, a way in, or protected', async () => {
    const { body } = await request<{ paths: Record<string, object> }>(
      `${api.process.url}/docs-json`,
    );
    const operations = Object.entries(body.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method} ${path}`),
    );
    expect(operations.sort()).toEqual([...PUBLIC, ...BY_KEY, ...WAYS_IN, ...PROTECTED].sort());
  });

  it.each(PUBLIC)('%s is open to everyone', async (operation) => {
    expect((await call(operation)).status).toBe(200);
  });

  it.each(BY_KEY)('%s asks nobody who they are, only for what there is', async (operation) => {
    expectProblem(await call(operation), 404, 'ROUTE_NOT_FOUND');
  });

  it.each(WAYS_IN)('%s lets nobody in who brings nothing', async (operation) => {
    const answer = await call(operation);
    expect(JSON.stringify(answer.body)).not.toContain('accessToken');
    expect(answer.headers['set-cookie'] ?? '').not.toMatch(/boxoffice_refresh=[^;]/);
  });

  it.each(PROTECTED)('%s: 401', async (operation) => {
    expectProblem(await call(operation), 401, 'UNAUTHENTICATED');
  });

  it('the demo identity is off unless it is asked for', async () => {
    const { body } = await api.get<{ demoIdentity: boolean }>('');
    expect(body.demoIdentity).toBe(false);
  });
});
