import type { Envelope, EventListingDto } from '@boxoffice/contracts';
import type { Page } from '@playwright/test';
import { expect, test } from './test.js';
import { withoutPageAnswers } from './without-page-answers.js';

const heading = (page: Page) => page.getByRole('heading', { level: 1 });

async function answerWith(page: Page, address: string | RegExp, data: unknown): Promise<void> {
  await page.route(address, (route) => route.fulfill({ json: { success: true, data } }));
}

test('opens every page by its address', async ({ page, boxOffice }) => {
  await boxOffice.stockUp(5);
  const reservation = await boxOffice.reserve([{ tier: 'GA', quantity: 1 }]);
  await page.goto(`/checkout/${reservation.bookingId}`);
  await expect(heading(page)).toHaveText('Checkout');
  await boxOffice.pay(reservation);
  await page.goto(`/bookings/${reservation.bookingId}`);
  await expect(heading(page)).toHaveText('Your ticket is confirmed');
  await page.goto('/admin/create-tickets');
  await expect(heading(page)).toHaveText('Create tickets');
});

test('says so where there is nothing', async ({ page }) => {
  await page.goto('/no/such/page');
  await expect(heading(page)).toHaveText('Page not found');
  await page.goto('/events/999');
  await expect(heading(page)).toHaveText('Event not found');
  await page.goto('/checkout/999');
  await expect(heading(page)).toHaveText('Booking not found');
  await page.goto('/bookings/abc');
  await expect(heading(page)).toHaveText('Booking not found');
});

test('has a page for no events, no bookings and no stock', async ({ page }) => {
  await answerWith(page, '**/api/v1/events?*', { events: [], next: null, match: 'exact' });
  await page.goto('/');
  await expect(heading(page)).toHaveText('Nothing on right now');
  await page.goto('/admin');
  await expect(page.getByText('No events yet')).toBeVisible();

  await answerWith(page, '**/api/v1/booking/user/*', {
    userId: '1',
    userName: 'John Doe',
    tickets: [],
    totalTickets: 0,
    bookings: [],
  });
  await page.goto('/bookings');
  await expect(heading(page)).toHaveText('No bookings yet');
});

test('looks on by itself where a search has to look through many events', async ({ page }) => {
  const answer = await page.request.get('/api/v1/events?limit=1');
  const { data } = (await answer.json()) as Envelope<EventListingDto>;
  await answerWith(
    page,
    /\/api\/v1\/events\?(?!.*after)/,
    Object.assign({}, data, { events: [], next: 'one' }),
  );
  const two = '**/api/v1/events?*after=one*';
  await page.route(two, (route) => route.abort());
  await page.goto('/?q=evening');
  await expect(page.getByText('We couldn’t load the events')).toBeVisible();

  await page.unroute(two);
  await answerWith(page, two, Object.assign({}, data, { events: [], next: 'two' }));
  await answerWith(page, '**/api/v1/events?*after=two*', Object.assign({}, data, { next: null }));
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.locator('box-event-card')).toHaveCount(1);
  await expect(page.getByText('No events match')).toHaveCount(0);
});

for (const { address, fails, says } of [
  { address: '/', fails: '**/api/v1/events?*', says: 'We couldn’t load the events' },
  { address: '/events/1', fails: '**/api/v1/events/1', says: 'We couldn’t load this event' },
  { address: '/bookings', fails: '**/booking/user/*', says: 'We couldn’t load your bookings' },
  { address: '/admin', fails: '**/api/v1/events?*', says: 'We couldn’t load the stock' },
  { address: '/bookings/1', fails: '**/booking/1', says: 'We couldn’t load this booking' },
]) {
  test(`says what failed on ${address}, and recovers`, async ({ page }) => {
    await withoutPageAnswers(page);
    await page.route(fails, (route) => route.abort());
    await page.goto(address);
    await expect(page.getByText(says)).toBeVisible();
    await page.unroute(fails);
    await page.getByRole('button', { name: 'Try again' }).click();
    await expect(page.getByText(says)).toBeHidden();
  });
}

test('keeps the order when reserving fails, and claims nothing that it cannot know', async ({
  visitor,
  page,
  boxOffice,
}) => {
  await boxOffice.stockUp(5);
  await visitor.openEvent();
  await visitor.choose('GA', 2);
  await page.route('**/booking/reserve', (route) => route.abort());
  await visitor.holdButton().click();
  await expect(page.getByRole('alert')).toContainText('We can’t reach the server');
  await expect(page.getByRole('alert')).toContainText(
    'We don’t know whether your request got through',
  );

  await page.unroute('**/booking/reserve');
  await visitor.hold();
  await expect(page.getByRole('timer')).toBeVisible();
});

test('shows the tickets when the answer to a payment got lost', async ({ page, boxOffice }) => {
  await boxOffice.stockUp(5);
  const { bookingId } = await boxOffice.reserve([{ tier: 'GA', quantity: 1 }]);
  await page.goto(`/checkout/${bookingId}`);
  await page.route('**/complete', async (route) => {
    await route.fetch();
    await route.abort();
  });
  await page.getByRole('button', { name: 'Use a demo card' }).click();
  await page.getByRole('button', { name: /^Pay/ }).click();
  await expect(heading(page)).toHaveText('Your ticket is confirmed');
});

test('says that the payment is not known, looks it up, and then says the rest', async ({
  page,
  boxOffice,
}) => {
  await boxOffice.stockUp(5);
  const { bookingId } = await boxOffice.reserve([{ tier: 'GA', quantity: 1 }]);
  await page.goto(`/checkout/${bookingId}`);
  await page.getByRole('button', { name: 'Use a demo card' }).click();
  // The connection goes when the card is sent: the payment, its repetitions, and every look at it.
  await page.route(/\/complete$|\/api\/v1\/booking\//, (route) => route.abort());
  await page.route('**/payments', (route) =>
    route.request().method() === 'GET' ? route.abort() : route.fallback(),
  );
  await page.getByRole('button', { name: /^Pay/ }).click();
  await expect(page.getByText('We don’t know yet whether your payment went through')).toBeVisible();
  await expect(page.getByRole('main')).not.toContainText(/no money moved|weren’t charged/i);

  // It is back: the page looks by itself, and pays once when that is asked for again.
  await page.unrouteAll();
  await expect(page.getByText('We haven’t received a payment')).toBeVisible();
  expect((await boxOffice.booking(bookingId)).status).toBe('pending');
  await page.getByRole('button', { name: /^Pay/ }).click();
  await expect(heading(page)).toHaveText('Your ticket is confirmed');
});

test('shows older bookings on demand', async ({ page, boxOffice }) => {
  await boxOffice.stockUp(20);
  const ids: string[] = [];
  for (let count = 0; count < 12; count += 1) {
    const reservation = await boxOffice.reserve([{ tier: 'GA', quantity: 1 }], '3');
    await boxOffice.cancel(reservation, '3');
    ids.push(reservation.bookingId);
  }
  await page.addInitScript(() => {
    localStorage.setItem('boxoffice.user', '3');
  });
  await page.goto('/bookings');
  await expect(page.locator('box-booking-row')).toHaveCount(10);
  await page.getByRole('button', { name: 'Show older bookings' }).click();
  await expect.poll(() => page.locator('box-booking-row').count()).toBeGreaterThanOrEqual(12);
});
