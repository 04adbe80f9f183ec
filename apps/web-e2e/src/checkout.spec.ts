import type {
  Envelope,
  EventBookingPageDto,
  OrganiserEventDto,
  PaymentDto,
} from '@boxoffice/contracts';
import { JOHN } from './box-office.js';
import { openCheckout } from './checkout.js';
import { startSignedIn } from './person.js';
import { expect, test } from './test.js';

/** Test cards that the form itself names. */
const DECLINED = '4000 0000 0000 0002';
const GOOD = '4242 4242 4242 4242';
const SLOW = '4000 0000 0000 0077';

test('takes another card after one was declined, and books once', async ({ page, boxOffice }) => {
  const bookingId = await openCheckout(page, boxOffice);
  const order = page.getByRole('region', { name: 'Your order' });
  await expect(order).toContainText('Harbour Hall');
  const before = await boxOffice.tier('GA');

  await page.getByRole('button', { name: DECLINED }).click();
  await page.getByRole('button', { name: /^Pay/ }).click();
  await expect(page.getByText('Your bank declined this card. Use another one.')).toBeVisible();
  await expect(page.getByLabel('Card number')).toBeFocused();
  // The hold goes on, and nothing went back on sale.
  await expect(page.getByRole('timer')).toBeVisible();
  expect((await boxOffice.booking(bookingId)).status).toBe('pending');
  expect((await boxOffice.tier('GA')).available).toBe(before.available);

  await page.getByRole('button', { name: GOOD }).click();
  await page.getByRole('button', { name: /^Pay/ }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Your 2 tickets are confirmed');
  const history = page.getByRole('region', { name: 'Payments and refunds' });
  await expect(history.getByRole('listitem')).toHaveCount(1);
  await expect(history).toContainText(/Paid \$\d+ by card/);

  // Folded, so that the page stays calm.
  const told = page.locator('box-what-happened').getByRole('listitem');
  await expect(told).toHaveCount(0);
  await page.getByText('What happened').click();
  await expect(told).toHaveText([/Tickets held/, /Payment declined by the bank/, /Paid: \$\d+/]);
});

test('finds out what became of a payment whose answer was lost, also after a reload', async ({
  page,
  boxOffice,
}) => {
  await openCheckout(page, boxOffice);
  await page.route('**/complete', async (route) => {
    await route.fetch();
    await route.abort();
  });
  await page.route('**/payments', (route) =>
    route.request().method() === 'GET' ? route.abort() : route.fallback(),
  );
  await page.route(/\/api\/v1\/booking\/\d+$/, (route) => route.abort());
  await page.getByRole('button', { name: GOOD }).click();
  await page.getByRole('button', { name: /^Pay/ }).click();
  await expect(page.getByText('We don’t know yet whether your payment went through')).toBeVisible();
  await expect(page.getByRole('main')).not.toContainText(/no money moved|weren’t charged/i);

  await page.unrouteAll();
  await page.reload();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Your 2 tickets are confirmed');
});

test('waits for a bank that takes its time, also after a reload, by keyboard alone', async ({
  page,
  boxOffice,
}) => {
  await openCheckout(page, boxOffice);
  await page.getByRole('button', { name: SLOW }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: /^Pay/ }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByText('We’re waiting for your bank')).toBeVisible();
  await page.reload();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Your 2 tickets are confirmed');
});

test('gives the money of one ticket back, which is at once on sale again', async ({
  page,
  boxOffice,
}) => {
  const eventId = await boxOffice.publishWorkshop();
  const held = await boxOffice.reserve([{ tier: 'Nave', quantity: 2 }], JOHN, eventId);
  await boxOffice.pay(held);
  await startSignedIn(page, 'organiser@boxoffice.example');
  await page.goto(`/organiser/1/events/${eventId}/bookings/${held.bookingId}`);
  const money = page.getByRole('region', { name: 'Payments and refunds' });
  await expect(money).toContainText('€56 paid');
  await expect(page.locator('box-receipt')).toContainText(/2 × Nave · Adult\s*€56\s*Total\s*€56/);
  await money.getByRole('button', { name: 'Refund…' }).click();
  await money.getByRole('checkbox').first().uncheck();
  await money.getByLabel('Message to the buyer').fill('Get well soon.');
  await money.getByRole('button', { name: 'Refund', exact: true }).click();
  await expect(page.getByText('The money is on its way back.')).toBeVisible();
  await expect(money).toContainText('€28 refunded');
  await expect(money).toContainText('Get well soon.');
  await expect(page.locator('box-event-booking-page .tickets .ticket')).toHaveCount(1);
  // And some money without a ticket, no more than is left.
  await money.getByRole('button', { name: 'Refund…' }).click();
  await money.getByLabel('What goes back').selectOption('amount');
  await money.getByLabel('Amount').fill('28.01');
  await money.getByRole('button', { name: 'Refund', exact: true }).click();
  await expect(money.getByText('At most €28').last()).toBeVisible();
  await money.getByLabel('Amount').fill('5.50');
  await money.getByRole('button', { name: 'Refund', exact: true }).click();
  await expect(money).toContainText('€5.50 refunded');
  await expect(page.locator('box-event-booking-page .tickets .ticket')).toHaveCount(1);
  // The booking that is refunded stands beside the one that goes on.
  const { bookings } = await boxOffice.read<EventBookingPageDto>(`events/${eventId}/bookings`);
  expect(bookings.map(({ status }) => status).sort()).toEqual(['confirmed', 'refunded']);

  // If the payment had come in vain, and the provider hadn't given it back.
  await page.route('**/payments', async (route) => {
    const response = await route.fetch();
    const { data, ...envelope } = (await response.json()) as Envelope<PaymentDto[]>;
    const inVain = data.map((payment) =>
      Object.assign({}, payment, {
        status: 'returned',
        refundedMinor: 0,
        refunds: payment.refunds
          .slice(0, 1)
          .map((refund) => Object.assign({}, refund, { status: 'failed' })),
      }),
    );
    await route.fulfill({ response, json: { ...envelope, data: inVain } });
  });
  await page.reload();
  await expect(money).toContainText('couldn’t be used and goes back');
  const asked = page.waitForRequest((request) => request.url().endsWith('/refunds'));
  await money.getByRole('button', { name: 'Refund it again' }).click();
  expect((await asked).postDataJSON()).toEqual({ paymentId: expect.any(String) });
  await expect(page.getByText('The money is on its way back.')).toBeVisible();
});

test('lets the buyer return a ticket until the day that the event says, and then the rest', async ({
  page,
  boxOffice,
}) => {
  const eventId = await boxOffice.publishWorkshop();
  await startSignedIn(page, 'organiser@boxoffice.example');
  await page.goto(`/organiser/1/events/${eventId}/edit`);
  await page.getByLabel('Returns until: days before the start').fill('7');
  await page.getByLabel('Fees of returned tickets').selectOption('with_fees');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect
    .poll(async () => (await boxOffice.read<OrganiserEventDto>(`events/${eventId}`)).buyerRefunds)
    .toEqual({ untilDaysBefore: 7, fees: 'with_fees' });

  const held = await boxOffice.reserve([{ tier: 'Gallery', quantity: 3 }], JOHN, eventId);
  await boxOffice.pay(held);
  await startSignedIn(page, 'john@boxoffice.example');
  await page.goto(`/bookings/${held.bookingId}`);
  const returns = page.getByRole('region', { name: 'Return tickets' });
  await expect(returns).toContainText(/You can return tickets until .*7.* Mar.* 2098.*10:00/);
  await page.setViewportSize({ width: 390, height: 844 });
  await returns.getByRole('button').focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Return tickets?' });
  await expect(dialog.getByRole('checkbox')).toHaveCount(3);
  await dialog.getByRole('button', { name: 'Return tickets' }).click();
  await expect(dialog.getByText('Choose the tickets that you return')).toBeVisible();
  await dialog.getByRole('checkbox').first().focus();
  await page.keyboard.press('Space');
  await expect(dialog.getByRole('status')).toHaveText(/You get back\s*€15/);
  await dialog.getByRole('button', { name: 'Return tickets' }).press('Enter');
  await expect(
    page.getByText('Your tickets are returned. €15 is on its way back to you.'),
  ).toBeVisible();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Your 2 tickets are confirmed');

  await returns.getByRole('button').click();
  await expect(dialog.getByRole('checkbox')).toHaveCount(2);
  for (const box of await dialog.getByRole('checkbox').all()) await box.check();
  await expect(dialog.getByRole('status')).toHaveText(/You get back\s*€30/);
  await dialog.getByRole('button', { name: 'Return tickets' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('This booking was refunded');
});
