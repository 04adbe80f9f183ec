import type { ApiUnderTest } from '../setup/api-under-test.ts';
import type { SignedIn } from '../accounts/people.ts';

/** Whose things are tried for, and which ones. */
export interface Scene {
  readonly api: ApiUnderTest;
  /** A customer who takes no other part. */
  readonly owner: SignedIn;
  /** A booking of the owner that holds one ticket. */
  readonly bookingId: string;
  readonly ticketId: string;
  /** Another session of the owner. */
  readonly sessionId: string;
  /** A user whom admins may do anything to. */
  readonly anyUserId: string;
}

/** One way to call an endpoint. What it does not say is left out. */
export interface Try {
  /** What stands in the path for its parameters. */
  readonly path?: (scene: Scene) => Readonly<Record<string, string>>;
  readonly body?: (scene: Scene) => unknown;
  readonly headers?: (scene: Scene) => Promise<Readonly<Record<string, string>>>;
  /** It is about something of the owner: the status that everybody else gets, admins apart. */
  readonly othersGet?: 403 | 404;
  /** Not even admins are let near it. */
  readonly adminsToo?: true;
  /** Whoever calls it with success is signed out. */
  readonly signsOut?: true;
}

/** The guard comes before the body is looked at: who is let in is told that it is not complete. */
const EMPTY: readonly Try[] = [{ body: () => ({}) }];
const READ: readonly Try[] = [{}];

const first = (): Readonly<Record<string, string>> => ({ id: '1' });
/** Who may do what within an organisation says `organisers/other-organisations.spec.ts`. */
const ofNoOrganiser = (): Readonly<Record<string, string>> => ({
  organiserId: '9',
  userId: '9',
  invitationId: '9',
  webhookId: '9',
  deliveryId: `msg_${'9'.repeat(32)}`,
  deviceId: '9',
  provider: 'stripe',
});
/** Who may do what with whose events say `events/create-event.spec.ts` and `events/change-event.spec.ts`. */
const ofNoEvent = (): Readonly<Record<string, string>> => ({
  organiserId: '9',
  eventId: '9',
  tierId: '9',
  ticketTypeId: '9',
  seriesId: '9',
  allotmentId: '9',
  codeId: '9',
  bookingId: '9',
  paymentId: '9',
  ticketId: '9',
  invoiceId: '9',
});
const ofBooking = ({ bookingId }: Scene): { id: string } => ({ id: bookingId });
const ofAnyUser = ({ anyUserId }: Scene): { id: string } => ({ id: anyUserId });

/** A cookie that somebody may renew by: without one, renewing is refused to all. */
async function cookieOfGuest({ api }: Scene): Promise<{ cookie: string }> {
  const { headers } = await api.post('/auth/guest', { name: 'Gast', email: 'gast@example.org' });
  return { cookie: (headers['set-cookie'] ?? '').split(';')[0] ?? '' };
}

/** How each endpoint is tried. One that stands not here fails the test. */
export const TRIES: Readonly<Record<string, readonly Try[]>> = {
  'GET /.well-known/jwks.json': READ,
  'GET /health': READ,
  'GET /livez': READ,
  'GET /readyz': READ,
  'GET /robots.txt': READ,
  'GET /sitemap.xml': READ,
  'GET /sitemaps/:file': [{ path: () => ({ file: '1.xml' }) }],
  'GET /dev/mail': READ,
  'GET /dev/mail/messages': READ,
  'GET /dev/mail/:id': [{ path: first }],
  'GET /dev/mail/:id/html': [{ path: first }],
  'GET /api/v1': READ,
  'GET /api/v1/events': READ,
  'GET /api/v1/exports': READ,
  'GET /api/v1/events/:id': [{ path: first }],
  // Of a code that nobody has.
  'POST /api/v1/events/:id/codes': [{ path: first, body: () => ({ codes: ['NOBODY HAS IT'] }) }],
  'GET /api/v1/events/:id/organiser': [{ path: first }],
  'GET /api/v1/events/:id/calendar.ics': [{ path: first }],
  'GET /api/v1/events/:id/poster.svg': [{ path: first }],
  'GET /api/v1/events/:id/payment-methods': [{ path: first }],
  'POST /api/v1/payments/providers/:provider/:organiserId/events': [
    { path: () => ({ provider: 'simulated', organiserId: '1' }), body: () => ({}) },
  ],
  'GET /api/v1/events/:id/poster.png': [{ path: first }],
  // Of a series that nobody has.
  'GET /api/v1/series/:id': [{ path: first }],
  'GET /api/v1/tickets': READ,
  'GET /api/v1/tickets/:id': [{ path: first }],
  // Of an event that nobody has: who may do so for which one says `accounts/tokens.spec.ts`.
  'POST /api/v1/tickets/create': [{ body: () => ({ eventId: 9, gaCount: 1 }) }],

  'POST /api/v1/organisers': EMPTY,
  'GET /api/v1/organisers': READ,
  'GET /api/v1/organisers/:organiserId': [{ path: ofNoOrganiser }],
  'PATCH /api/v1/organisers/:organiserId': [{ path: ofNoOrganiser, body: () => ({}) }],
  'GET /api/v1/organisers/:organiserId/members': [{ path: ofNoOrganiser }],
  'PATCH /api/v1/organisers/:organiserId/members/:userId': [
    { path: ofNoOrganiser, body: () => ({ role: 'door' }) },
  ],
  'DELETE /api/v1/organisers/:organiserId/members/:userId': [{ path: ofNoOrganiser }],
  'GET /api/v1/organisers/:organiserId/invitations': [{ path: ofNoOrganiser }],
  'POST /api/v1/organisers/:organiserId/invitations': [{ path: ofNoOrganiser, body: () => ({}) }],
  'DELETE /api/v1/organisers/:organiserId/invitations/:invitationId': [{ path: ofNoOrganiser }],
  'GET /api/v1/organisers/:organiserId/payment-settings': [{ path: ofNoOrganiser }],
  'GET /api/v1/organisers/:organiserId/payment-settings/:provider': [{ path: ofNoOrganiser }],
  'PUT /api/v1/organisers/:organiserId/payment-settings/:provider': [
    { path: ofNoOrganiser, body: () => ({}) },
  ],
  'DELETE /api/v1/organisers/:organiserId/payment-settings/:provider': [{ path: ofNoOrganiser }],
  'POST /api/v1/organisers/:organiserId/payment-settings/:provider/test': [{ path: ofNoOrganiser }],
  'GET /api/v1/organisers/:organiserId/ticket-keys': [{ path: ofNoOrganiser }],
  'POST /api/v1/organisers/:organiserId/ticket-keys': [{ path: ofNoOrganiser }],
  'POST /api/v1/organisers/invitations/accept': EMPTY,

  'GET /api/v1/organisers/:organiserId/events/:eventId/questions': [{ path: ofNoEvent }],
  'PUT /api/v1/organisers/:organiserId/events/:eventId/questions': [
    { path: ofNoEvent, body: () => ({}) },
  ],
  'GET /api/v1/organisers/:organiserId/events/:eventId/bookings/:bookingId/ticket-codes': [
    { path: ofNoEvent },
  ],
  'POST /api/v1/organisers/:organiserId/events/:eventId/bookings/:bookingId/ticket-codes/:ticketId/replace':
    [{ path: ofNoEvent, body: () => ({}) }],
  'GET /api/v1/organisers/:organiserId/events/:eventId/bookings/:bookingId/attendees': [
    { path: () => ({ ...ofNoEvent(), bookingId: '9' }) },
  ],
  'PUT /api/v1/organisers/:organiserId/events/:eventId/bookings/:bookingId/attendees': [
    { path: () => ({ ...ofNoEvent(), bookingId: '9' }), body: () => ({}) },
  ],

  // Of a link that nobody has.
  'POST /api/v1/door/devices': [{ body: () => ({ token: 'nobody-has-it' }) }],
  'GET /api/v1/door': READ,
  'GET /api/v1/door/events/:eventId': [{ path: ofNoEvent }],
  'POST /api/v1/door/events/:eventId/scans': [{ path: ofNoEvent, body: () => ({}) }],
  'GET /api/v1/organisers/:organiserId/door-devices': [{ path: ofNoOrganiser }],
  'POST /api/v1/organisers/:organiserId/door-devices': [{ path: ofNoOrganiser, body: () => ({}) }],
  'POST /api/v1/organisers/:organiserId/door-devices/own': [
    { path: ofNoOrganiser, body: () => ({}) },
  ],
  'DELETE /api/v1/organisers/:organiserId/door-devices/:deviceId': [{ path: ofNoOrganiser }],
  'GET /api/v1/organisers/:organiserId/events/:eventId/admission': [{ path: ofNoEvent }],
  'PUT /api/v1/organisers/:organiserId/events/:eventId/admission': [
    { path: ofNoEvent, body: () => ({}) },
  ],

  'GET /api/v1/organisers/:organiserId/webhooks': [{ path: ofNoOrganiser }],
  'POST /api/v1/organisers/:organiserId/webhooks': [{ path: ofNoOrganiser, body: () => ({}) }],
  'GET /api/v1/organisers/:organiserId/webhooks/:webhookId': [{ path: ofNoOrganiser }],
  'PATCH /api/v1/organisers/:organiserId/webhooks/:webhookId': [
    { path: ofNoOrganiser, body: () => ({}) },
  ],
  'DELETE /api/v1/organisers/:organiserId/webhooks/:webhookId': [{ path: ofNoOrganiser }],
  'POST /api/v1/organisers/:organiserId/webhooks/:webhookId/secret': [{ path: ofNoOrganiser }],
  'POST /api/v1/organisers/:organiserId/webhooks/:webhookId/test': [{ path: ofNoOrganiser }],
  'POST /api/v1/organisers/:organiserId/webhooks/:webhookId/replay': [
    { path: ofNoOrganiser, body: () => ({}) },
  ],
  'GET /api/v1/organisers/:organiserId/webhooks/:webhookId/deliveries': [{ path: ofNoOrganiser }],
  'GET /api/v1/organisers/:organiserId/webhooks/:webhookId/deliveries/:deliveryId': [
    { path: ofNoOrganiser },
  ],
  'POST /api/v1/organisers/:organiserId/webhooks/:webhookId/deliveries/:deliveryId/replay': [
    { path: ofNoOrganiser },
  ],
  'GET /api/v1/organisers/:organiserId/events': [{ path: ofNoEvent }],
  'POST /api/v1/organisers/:organiserId/events': [{ path: ofNoEvent, body: () => ({}) }],
  'GET /api/v1/organisers/:organiserId/events/:eventId': [{ path: ofNoEvent }],
  'PATCH /api/v1/organisers/:organiserId/events/:eventId': [{ path: ofNoEvent, body: () => ({}) }],
  'POST /api/v1/organisers/:organiserId/events/:eventId/exports': [
    { path: ofNoEvent, body: () => ({ kind: 'bookings', format: 'csv' }) },
  ],
  'GET /api/v1/organisers/:organiserId/ledger': [{ path: ofNoOrganiser }],
  'POST /api/v1/organisers/:organiserId/ledger/exports': [
    { path: ofNoOrganiser, body: () => ({}) },
  ],
  'GET /api/v1/organisers/:organiserId/takings': [{ path: ofNoOrganiser }],
  'POST /api/v1/organisers/:organiserId/takings/exports': [
    { path: ofNoOrganiser, body: () => ({}) },
  ],
  'GET /api/v1/organisers/:organiserId/invoices': [{ path: ofNoOrganiser }],
  'POST /api/v1/organisers/:organiserId/invoices/exports': [
    { path: ofNoOrganiser, body: () => ({}) },
  ],
  'GET /api/v1/organisers/:organiserId/invoices/:invoiceId': [{ path: ofNoEvent }],
  'GET /api/v1/organisers/:organiserId/invoices/:invoiceId/e-invoice.xml': [{ path: ofNoEvent }],
  'GET /api/v1/organisers/:organiserId/invoice-settings': [{ path: ofNoOrganiser }],
  'PUT /api/v1/organisers/:organiserId/invoice-settings': [
    { path: ofNoOrganiser, body: () => ({}) },
  ],
  'GET /api/v1/organisers/:organiserId/events/:eventId/bookings/:bookingId/papers': [
    { path: ofNoEvent },
  ],
  'GET /api/v1/organisers/:organiserId/events/:eventId/bookings/:bookingId/invoice.pdf': [
    { path: ofNoEvent },
  ],
  'GET /api/v1/organisers/:organiserId/events/:eventId/bookings/:bookingId/receipt.pdf': [
    { path: ofNoEvent },
  ],
  'GET /api/v1/organisers/:organiserId/events/:eventId/figures': [{ path: ofNoEvent }],
  'GET /api/v1/images/:key/:file': [{ path: () => ({ key: '0'.repeat(32), file: '480.webp' }) }],
  'PUT /api/v1/organisers/:organiserId/events/:eventId/image': [
    { path: ofNoEvent, body: () => ({}) },
  ],
  'PATCH /api/v1/organisers/:organiserId/events/:eventId/image': [
    { path: ofNoEvent, body: () => ({ alt: 'A choir' }) },
  ],
  'DELETE /api/v1/organisers/:organiserId/events/:eventId/image': [{ path: ofNoEvent }],
  'GET /api/v1/organisers/:organiserId/events/:eventId/preview': [{ path: ofNoEvent }],
  'GET /api/v1/organisers/:organiserId/events/:eventId/bookings': [{ path: ofNoEvent }],
  'GET /api/v1/organisers/:organiserId/events/:eventId/bookings/:bookingId': [{ path: ofNoEvent }],
  'POST /api/v1/organisers/:organiserId/events/:eventId/bookings/:bookingId/mail': [
    { path: ofNoEvent, body: () => ({}) },
  ],
  'PUT /api/v1/organisers/:organiserId/events/:eventId/bookings/:bookingId/buyer': [
    { path: ofNoEvent, body: () => ({}) },
  ],
  'GET /api/v1/organisers/:organiserId/events/:eventId/bookings/:bookingId/payments': [
    { path: ofNoEvent },
  ],
  'POST /api/v1/organisers/:organiserId/events/:eventId/bookings/:bookingId/refunds': [
    { path: ofNoEvent, body: () => ({}) },
  ],
  'POST /api/v1/organisers/:organiserId/events/:eventId/bookings/:bookingId/payments/:paymentId/mark-paid':
    [{ path: ofNoEvent, body: () => ({}) }],
  'POST /api/v1/organisers/:organiserId/events/:eventId/bookings/:bookingId/cancel': [
    { path: ofNoEvent, body: () => ({}) },
  ],
  'GET /api/v1/organisers/:organiserId/events/:eventId/guests': [{ path: ofNoEvent }],
  'POST /api/v1/organisers/:organiserId/events/:eventId/counter-sales': [
    { path: ofNoEvent, body: () => ({}) },
  ],
  'GET /api/v1/organisers/:organiserId/events/:eventId/counter-sales': [{ path: ofNoEvent }],
  'GET /api/v1/organisers/:organiserId/events/:eventId/counter-sales/:bookingId': [
    { path: ofNoEvent },
  ],
  'GET /api/v1/organisers/:organiserId/events/:eventId/checklist': [{ path: ofNoEvent }],
  'POST /api/v1/organisers/:organiserId/events/:eventId/publish': [
    { path: ofNoEvent, body: () => ({}) },
  ],
  'POST /api/v1/organisers/:organiserId/events/:eventId/pause': [
    { path: ofNoEvent, body: () => ({}) },
  ],
  'POST /api/v1/organisers/:organiserId/events/:eventId/resume': [
    { path: ofNoEvent, body: () => ({}) },
  ],
  'POST /api/v1/organisers/:organiserId/events/:eventId/cancel': [
    { path: ofNoEvent, body: () => ({}) },
  ],
  'GET /api/v1/organisers/:organiserId/events/:eventId/cancellation': [{ path: ofNoEvent }],
  'GET /api/v1/organisers/:organiserId/events/:eventId/cancellation/refunds': [{ path: ofNoEvent }],
  'POST /api/v1/organisers/:organiserId/events/:eventId/cancellation/refunds/continue': [
    { path: ofNoEvent, body: () => ({}) },
  ],
  'POST /api/v1/organisers/:organiserId/events/:eventId/cancellation/refunds/stop': [
    { path: ofNoEvent },
  ],
  'GET /api/v1/organisers/:organiserId/events/:eventId/announcements': [{ path: ofNoEvent }],
  'POST /api/v1/organisers/:organiserId/events/:eventId/announcements': [
    { path: ofNoEvent, body: () => ({ subject: 'Doors', message: 'Doors open at six.' }) },
  ],
  'GET /api/v1/organisers/:organiserId/series/:seriesId/buyers': [{ path: ofNoEvent }],
  'POST /api/v1/organisers/:organiserId/events/:eventId/duplicate': [
    { path: ofNoEvent, body: () => ({}) },
  ],
  'POST /api/v1/organisers/:organiserId/events/:eventId/tiers': [
    { path: ofNoEvent, body: () => ({}) },
  ],
  'GET /api/v1/organisers/:organiserId/events/:eventId/waitlist': [{ path: ofNoEvent }],
  'PATCH /api/v1/organisers/:organiserId/events/:eventId/waitlist': [
    { path: ofNoEvent, body: () => ({ paused: true }) },
  ],
  'GET /api/v1/organisers/:organiserId/events/:eventId/allotments': [{ path: ofNoEvent }],
  'POST /api/v1/organisers/:organiserId/events/:eventId/allotments': [
    { path: ofNoEvent, body: () => ({}) },
  ],
  'PATCH /api/v1/organisers/:organiserId/events/:eventId/allotments/:allotmentId': [
    { path: ofNoEvent, body: () => ({}) },
  ],
  'POST /api/v1/organisers/:organiserId/events/:eventId/allotments/:allotmentId/release': [
    { path: ofNoEvent, body: () => ({}) },
  ],
  'DELETE /api/v1/organisers/:organiserId/events/:eventId/allotments/:allotmentId': [
    { path: ofNoEvent },
  ],
  'PUT /api/v1/organisers/:organiserId/events/:eventId/tiers/order': [
    { path: ofNoEvent, body: () => ({}) },
  ],
  'PUT /api/v1/organisers/:organiserId/events/:eventId/tiers/:tierId/ticket-types/order': [
    { path: ofNoEvent, body: () => ({}) },
  ],
  'GET /api/v1/organisers/:organiserId/events/:eventId/codes': [{ path: ofNoEvent }],
  'POST /api/v1/organisers/:organiserId/events/:eventId/codes': [
    { path: ofNoEvent, body: () => ({}) },
  ],
  'POST /api/v1/organisers/:organiserId/events/:eventId/codes/bulk': [
    { path: ofNoEvent, body: () => ({}) },
  ],
  'DELETE /api/v1/organisers/:organiserId/events/:eventId/codes/:codeId': [{ path: ofNoEvent }],
  'PATCH /api/v1/organisers/:organiserId/events/:eventId/codes/:codeId': [
    { path: ofNoEvent, body: () => ({}) },
  ],
  'PUT /api/v1/organisers/:organiserId/events/:eventId/tiers/:tierId': [
    { path: ofNoEvent, body: () => ({}) },
  ],
  'DELETE /api/v1/organisers/:organiserId/events/:eventId/tiers/:tierId': [{ path: ofNoEvent }],
  'PUT /api/v1/organisers/:organiserId/events/:eventId/tiers/:tierId/capacity': [
    { path: ofNoEvent, body: () => ({}) },
  ],
  'POST /api/v1/organisers/:organiserId/events/:eventId/tiers/:tierId/ticket-types': [
    { path: ofNoEvent, body: () => ({}) },
  ],
  'PUT /api/v1/organisers/:organiserId/events/:eventId/tiers/:tierId/ticket-types/:ticketTypeId': [
    { path: ofNoEvent, body: () => ({}) },
  ],
  'DELETE /api/v1/organisers/:organiserId/events/:eventId/tiers/:tierId/ticket-types/:ticketTypeId':
    [{ path: ofNoEvent }],

  'POST /api/v1/organisers/:organiserId/series': [{ path: ofNoEvent, body: () => ({}) }],
  'GET /api/v1/organisers/:organiserId/series': [{ path: ofNoEvent }],
  'GET /api/v1/organisers/:organiserId/series/:seriesId': [{ path: ofNoEvent }],
  'PATCH /api/v1/organisers/:organiserId/series/:seriesId': [{ path: ofNoEvent, body: () => ({}) }],
  'POST /api/v1/organisers/:organiserId/series/:seriesId/dates': [
    { path: ofNoEvent, body: () => ({}) },
  ],
  'POST /api/v1/organisers/:organiserId/series/:seriesId/publish': [
    { path: ofNoEvent, body: () => ({}) },
  ],
  'POST /api/v1/organisers/:organiserId/series/:seriesId/pause': [
    { path: ofNoEvent, body: () => ({}) },
  ],
  'POST /api/v1/organisers/:organiserId/series/:seriesId/cancel': [
    { path: ofNoEvent, body: () => ({}) },
  ],
  'POST /api/v1/organisers/:organiserId/series/:seriesId/resume': [
    { path: ofNoEvent, body: () => ({}) },
  ],

  'POST /api/v1/booking/reserve': [
    { body: () => ({ tickets: [{ tier: 'GA', quantity: 1 }] }) },
    {
      body: ({ owner }) => ({ userId: owner.id, tickets: [{ tier: 'GA', quantity: 1 }] }),
      othersGet: 403,
    },
  ],
  'POST /api/v1/booking/confirm': [
    ...EMPTY,
    { body: ({ ticketId }) => ({ ticketIds: [ticketId] }), othersGet: 403, adminsToo: true },
    {
      body: ({ ticketId, owner }) => ({ userId: owner.id, ticketIds: [ticketId] }),
      othersGet: 403,
    },
  ],
  'GET /api/v1/booking/:id': [{ path: ofBooking, othersGet: 404 }],
  'GET /api/v1/booking/:id/timeline': [{ path: ofBooking, othersGet: 404 }],
  'POST /api/v1/booking/:id/cancel': [{ path: ofBooking, body: () => ({}), othersGet: 404 }],
  'POST /api/v1/booking/:id/mail': [{ path: ofBooking, body: () => ({}), othersGet: 404 }],
  'POST /api/v1/booking/:id/extend': [{ path: ofBooking, body: () => ({}), othersGet: 404 }],
  'GET /api/v1/bookings/:id/refund-offer': [{ path: ofBooking, othersGet: 404 }],
  'POST /api/v1/bookings/:id/refunds': [
    { path: ofBooking, body: () => ({ amountMinor: 0 }), othersGet: 404 },
  ],
  'GET /api/v1/bookings/:id/payments': [{ path: ofBooking, othersGet: 404 }],
  'POST /api/v1/bookings/:id/payments': [
    { path: ofBooking, body: () => ({ provider: 'simulated' }), othersGet: 404 },
  ],
  'POST /api/v1/bookings/:id/payments/:paymentId/complete': [
    {
      path: (person) => ({ ...ofBooking(person), paymentId: '1' }),
      body: () => ({}),
      othersGet: 404,
    },
  ],
  'GET /api/v1/bookings/:id/papers': [{ path: ofBooking, othersGet: 404 }],
  'GET /api/v1/bookings/:id/papers/:paperId': [
    { path: (scene) => ({ ...ofBooking(scene), paperId: '9' }), othersGet: 404 },
  ],
  'GET /api/v1/bookings/:id/papers/:paperId/e-invoice.xml': [
    { path: (scene) => ({ ...ofBooking(scene), paperId: '9' }), othersGet: 404 },
  ],
  'GET /api/v1/bookings/:id/receipt.pdf': [{ path: ofBooking, othersGet: 404 }],
  'GET /api/v1/bookings/:id/invoice.pdf': [{ path: ofBooking, othersGet: 404 }],
  'PUT /api/v1/bookings/:id/billing': [
    {
      path: ofBooking,
      body: () => ({
        name: 'Ada',
        street: '1 Church Lane',
        postalCode: '',
        city: 'Hamburg',
        country: 'DE',
        vatId: '',
      }),
      othersGet: 404,
    },
  ],
  'GET /api/v1/bookings/:id/transfers': [{ path: ofBooking, othersGet: 404 }],
  'POST /api/v1/bookings/:id/transfers': [{ path: ofBooking, body: () => ({}) }],
  'DELETE /api/v1/bookings/:id/transfers/:transferId': [
    { path: (scene) => ({ ...ofBooking(scene), transferId: '9' }), othersGet: 404 },
  ],
  'POST /api/v1/ticket-transfers/look': EMPTY,
  'POST /api/v1/ticket-transfers/accept': EMPTY,
  'GET /api/v1/booking/:id/ticket-codes': [{ path: ofBooking, othersGet: 404 }],
  'GET /api/v1/booking/:id/tickets.pdf': [{ path: ofBooking, othersGet: 404 }],
  'GET /api/v1/booking/:id/attendees': [{ path: ofBooking, othersGet: 404 }],
  'PUT /api/v1/booking/:id/attendees': [{ path: ofBooking, body: () => ({}), othersGet: 404 }],
  'POST /api/v1/events/:id/waitlist': [
    { path: first, body: () => ({}) },
    {
      path: first,
      body: ({ owner }) => ({
        userId: owner.id,
        tickets: [{ tierId: '9' }],
        quantity: 1,
        allOrNothing: true,
      }),
      othersGet: 403,
    },
  ],
  'POST /api/v1/waitlist/:id/leave': [{ path: first, body: () => ({}) }],
  'GET /api/v1/waitlist/user/:userId': [
    { path: ({ owner }) => ({ userId: owner.id }), othersGet: 403 },
  ],
  'GET /api/v1/booking/user/:userId': [
    { path: ({ owner }) => ({ userId: owner.id }), othersGet: 403 },
  ],

  'POST /api/v1/auth/register': EMPTY,
  'POST /api/v1/auth/verify-email': EMPTY,
  'POST /api/v1/auth/resend-verification': EMPTY,
  'POST /api/v1/auth/sign-in': EMPTY,
  'POST /api/v1/auth/sign-in/second-factor': EMPTY,
  'POST /api/v1/auth/refresh': [{ headers: cookieOfGuest }],
  'POST /api/v1/auth/sign-out': [{ signsOut: true }],
  'POST /api/v1/auth/forgot-password': EMPTY,
  'POST /api/v1/auth/reset-password': EMPTY,
  'POST /api/v1/auth/guest': EMPTY,
  'POST /api/v1/auth/guest-link': EMPTY,

  'GET /api/v1/account': READ,
  'GET /api/v1/account/data': READ,
  'GET /api/v1/account/sessions': READ,
  'POST /api/v1/account/erase': EMPTY,
  'POST /api/v1/account/language': EMPTY,
  'POST /api/v1/account/name': EMPTY,
  'POST /api/v1/account/password': EMPTY,
  'POST /api/v1/account/sessions/:id/end': [
    { path: ({ sessionId }) => ({ id: sessionId }), othersGet: 404, adminsToo: true },
  ],
  'POST /api/v1/account/sign-out-everywhere': [{ signsOut: true }],
  'POST /api/v1/account/two-factor/begin': EMPTY,
  'POST /api/v1/account/two-factor/enable': EMPTY,
  'POST /api/v1/account/two-factor/disable': EMPTY,
  'POST /api/v1/account/two-factor/recovery-codes': EMPTY,

  'GET /api/v1/users': READ,
  'GET /api/v1/users/:id': [{ path: ({ owner }) => ({ id: owner.id }), othersGet: 403 }],
  'POST /api/v1/users': [{ body: () => ({ name: 'Ada' }) }],
  'GET /api/v1/admin/audit': READ,
  'GET /api/v1/admin/users': READ,
  'POST /api/v1/admin/users/:id/role': [{ path: ofAnyUser, body: () => ({ role: 'door_staff' }) }],
  'POST /api/v1/admin/users/:id/disable': [{ path: ofAnyUser }],
  'POST /api/v1/admin/users/:id/enable': [{ path: ofAnyUser }],
};
