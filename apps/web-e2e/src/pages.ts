import type {
  BookingDto,
  ChangeAttendeeFormDto,
  Envelope,
  LentDoorDeviceDto,
} from '@boxoffice/contracts';
import type { Page } from '@playwright/test';
import { at, openAt, type NamedPage } from './named-page.js';
import { legalTextPage, ORATORIO, oratorioPages, organiserPages } from './organiser-pages.js';
import { startSignedIn, withoutDemo } from './person.js';
import { expect } from './test.js';
import { JOHN, type BoxOffice } from './box-office.js';

/** One ticket more of a tier. */
async function oneMore(page: Page, tier: string): Promise<void> {
  const ticket = page
    .locator('box-tier-ticket')
    .filter({ has: page.getByRole('heading', { name: tier }) });
  await ticket.getByRole('button').last().click();
}

/** The checkout as it is when its hold is about to end, without waiting for that. */
async function openLastMinutes(page: Page, bookingId: string): Promise<void> {
  const address = `**/api/v1/booking/${bookingId}`;
  await page.route(address, async (route) => {
    const answer = await route.fetch();
    const body = (await answer.json()) as Envelope<BookingDto>;
    const end = Date.parse(body.data.expiresAt);
    body.data.serverTime = new Date(end - 105_000).toISOString();
    await route.fulfill({ response: answer, json: body });
  });
  await openAt(page, `/checkout/${bookingId}`);
  await expect(page.getByRole('timer')).toContainText('1:4');
  await page.unroute(address);
}

/** The step between order and hold of somebody whom nobody knows yet. */
async function openBuyerStep(page: Page): Promise<void> {
  await withoutDemo(page);
  await page.goto('/events/1');
  await oneMore(page, 'VIP');
  await page.locator('box-order-bar .hold').click();
  await expect(page.getByRole('dialog').getByRole('textbox').first()).toBeFocused();
  await page.unroute(/\/api\/v1$/);
}

/** The secret of a second factor, about to be scanned. */
async function openAuthenticatorSetup(page: Page): Promise<void> {
  await openAt(page, '/account/security');
  const section = page.locator('box-two-factor');
  await section.getByRole('button').click();
  await section.locator('input[type=password]').fill('midnight orchestra at pier 4');
  await section.locator('button[type=submit]').click();
  await expect(section.getByRole('img')).toBeVisible();
}

/** A device at the door of an event, about to scan; `open` brings it to what is worth looking at. */
function atDoor(
  boxOffice: BoxOffice,
  name: string,
  eventId: string,
  open: (page: Page) => Promise<void>,
): NamedPage {
  return {
    name,
    open: async (page) => {
      const device = { name: ORATORIO.sponsors, gate: ORATORIO.venue.slice(0, 30), eventId };
      const { link } = await boxOffice.send<LentDoorDeviceDto>('post', 'door-devices', device);
      const { pathname, hash } = new URL(link);
      // Not only to another fragment of the same page.
      await page.goto('/sign-out');
      await openAt(page, pathname + hash);
      await expect(page.locator('box-scan-desk .verdict')).toBeVisible();
      await open(page);
    },
  };
}

/** Milliseconds that a test of every page may take: also on a machine a fifth as fast as a quick one. */
export const EVERY_PAGE_MS = 1_800_000;

/** A code of the workshop, which people may type as they like. */
export const CODE = 'FRIENDS';

/** What the workshop asks of those who come. */
export const ASKED: ChangeAttendeeFormDto = {
  names: 'required',
  emails: 'optional',
  questions: [
    {
      label: 'What would you like to eat?',
      hint: 'The kitchen needs to know a week before',
      kind: 'choice',
      options: ['Vegetarian', 'With meat'],
      scope: 'ticket',
      required: true,
    },
    {
      label: 'Do you bring anything?',
      kind: 'choices',
      options: ['Cake', 'Tea'],
      scope: 'ticket',
    },
    { label: 'I’ve read the house rules', kind: 'checkbox', scope: 'booking', required: true },
    { label: 'Anything we should know?', kind: 'text', scope: 'booking' },
  ],
};

/** Every page of the product, with something on it; those that need a sign-in come last. */
export async function everyPage(boxOffice: BoxOffice): Promise<NamedPage[]> {
  await boxOffice.releaseHolds();
  await boxOffice.stockUp(5);
  const paid = await boxOffice.reserve([
    { tier: 'VIP', quantity: 2 },
    { tier: 'GA', quantity: 1 },
  ]);
  await boxOffice.pay(paid);
  const cancelled = await boxOffice.reserve([{ tier: 'GA', quantity: 1 }]);
  await boxOffice.cancel(cancelled);
  const held = await boxOffice.reserve([
    { tier: 'VIP', quantity: 1 },
    { tier: 'Front Row', quantity: 2 },
  ]);
  const workshop = await boxOffice.publishWorkshop(ASKED);
  await boxOffice.makeCode(workshop, {
    kind: 'discount',
    code: CODE,
    discountBasisPoints: 1_250,
    validUntil: '2098-03-01T12:00',
    maxUses: 200,
  });
  const asked = await boxOffice.reserve(
    [
      { tier: 'Nave', quantity: 2 },
      { tier: 'Gallery', quantity: 1 },
    ],
    JOHN,
    workshop,
  );
  const concert = await boxOffice.publishWorkshop();
  await boxOffice.send('patch', `events/${concert}`, { transferHours: 24 });
  const gallery = () => boxOffice.reserve([{ tier: 'Gallery', quantity: 3 }], JOHN, concert);
  const [passedOn, offered] = [await gallery(), await gallery()];
  for (const booking of [passedOn, offered]) await boxOffice.pay(booking);
  const acceptedLink = await boxOffice.passOn(passedOn, 'Jane Smith');
  await boxOffice.accept(acceptedLink);
  const offeredLink = await boxOffice.passOn(offered);
  const oratorio = await oratorioPages(boxOffice);
  const legalText = await legalTextPage(boxOffice);
  return [
    {
      name: 'event',
      open: async (page) => {
        await openAt(page, '/events/1');
        for (const tier of ['VIP', 'VIP', 'GA']) {
          await oneMore(page, tier);
        }
      },
    },
    {
      name: 'event-code',
      open: async (page) => {
        await openAt(page, `/events/${workshop}`);
        await page.locator('.tickets .code').click();
        await page.locator('box-code-field input').fill('friends');
        await page.locator('box-code-field button[type=submit]').click();
        await expect(page.locator('box-tier-ticket s').first()).toBeVisible();
      },
    },
    ...oratorio.forBuyers,
    legalText,
    at('events', '/'),
    at('events-searched', '/?q=midnihgt&from=2026-01-01&price=10000-USD&organiser=1'),
    {
      name: 'embedded-event',
      open: async (page) => {
        await page.goto(`/embed/events/${workshop}`);
        await page.getByRole('spinbutton').first().fill('2');
        await expect(page.getByRole('link', { name: /€\s?56|56(,00)?\s€/ })).toBeVisible();
      },
    },
    at('checkout', `/checkout/${held.bookingId}`),
    {
      name: 'checkout-last-minutes',
      open: (page) => openLastMinutes(page, held.bookingId),
    },
    {
      name: 'checkout-attendees',
      open: async (page) => {
        await openAt(page, `/checkout/${asked.bookingId}`);
        await page.locator('box-card-form header button').click();
        await page.locator('box-card-form button[type=submit]').click();
        await expect(page.locator('box-attendees-step mat-error').first()).toBeVisible();
      },
    },
    at('edit-attendees', `/bookings/${asked.bookingId}/attendees`),
    at('confirmation', `/bookings/${paid.bookingId}`),
    at('tickets', `/bookings/${paid.bookingId}/tickets`),
    {
      name: 'pass-on',
      open: async (page) => {
        await openAt(page, `/bookings/${offered.bookingId}`);
        const passOn = page.locator('box-pass-on-tickets');
        await passOn.locator('li').nth(1).getByRole('button').click();
        await expect(passOn.getByRole('dialog').getByRole('textbox').first()).toBeFocused();
      },
    },
    at('passed-on', `/bookings/${passedOn.bookingId}`),
    at('ticket-offered', offeredLink),
    at('ticket-accepted', acceptedLink),
    at('ticket-link-spent', '/ticket'),
    at('bookings', '/bookings'),
    at('ended', `/checkout/${cancelled.bookingId}`),
    at('admin-stock', '/admin'),
    at('admin-create', '/admin/create-tickets'),
    at('not-found', '/no/such/page'),
    at('sign-in', '/sign-in'),
    at('sign-out', '/sign-out'),
    at('register', '/register'),
    at('forgot-password', '/forgot-password'),
    at('reset-password', '/reset-password?token=from-a-mail'),
    at('confirm-account', '/verify-email?token=from-a-mail'),
    at('link-spent', '/verify-email'),
    at('guest-bookings', '/guest-bookings?token=from-a-mail'),
    at('door', '/door'),
    atDoor(boxOffice, 'door-refused', '1', async (page) => {
      await page.locator('#code').fill('no ticket');
      await page.locator('#code').press('Enter');
      await expect(page.locator('.verdict.refuse')).toBeVisible();
    }),
    atDoor(boxOffice, 'door-scanned', '1', async (page) => {
      await page.locator('#code').fill('john');
      await page.locator('box-scan-desk li button').first().click();
      await expect(page.locator('.verdict .who')).toBeVisible();
    }),
    { name: 'buyer', open: openBuyerStep },
    {
      name: 'account',
      open: async (page) => {
        await startSignedIn(page, 'john@boxoffice.example');
        await openAt(page, '/account');
      },
    },
    at('account-security', '/account/security'),
    { name: 'account-authenticator', open: openAuthenticatorSetup },
    at('account-sessions', '/account/sessions'),
    at('account-data', '/account/data'),
    at('forbidden', '/admin'),
    {
      name: 'admin-users',
      open: async (page) => {
        await startSignedIn(page, 'admin@boxoffice.example');
        await openAt(page, '/admin/users');
      },
    },
    at('admin-audit', '/admin/audit'),
    ...organiserPages(workshop, paid.bookingId, asked.bookingId),
    ...oratorio.forOrganisers,
  ];
}
