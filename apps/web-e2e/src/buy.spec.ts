import { expect, test, Visitor } from './test.js';
import { JANE } from './box-office.js';

test.beforeEach(async ({ boxOffice }) => {
  await boxOffice.stockUp();
});

test('buys tickets of several tiers in one go, and finds them again', async ({ visitor, page }) => {
  await page.goto('/');
  // A hold that another test has left leads back to its event as well.
  const main = page.getByRole('main');
  await main.getByRole('link', { name: 'Midnight Orchestra', exact: true }).click();
  await page.waitForURL('**/events/1');
  await visitor.choose('VIP', 2);
  await visitor.choose('Front Row', 1);
  await visitor.choose('GA', 3);
  await expect(page.getByRole('region', { name: 'Your order' })).toContainText('$280');
  await expect(visitor.holdButton()).toHaveText(/Checkout · \$/);

  const bookingId = await visitor.hold();
  await expect(page.getByRole('timer')).toContainText('10 minutes');
  await expect(page.getByText('× 3')).toBeVisible();
  // Several dates of a series have the same name.
  const order = page.getByRole('region', { name: 'Your order' });
  await expect(order).toContainText('Midnight Orchestra');
  await expect(order).toContainText('Harbour Hall');
  await expect(order).toContainText(/\d+ \w+ 20\d\d/);
  await expect(order).toContainText(/\d\d:\d\d – \d\d:\d\d [A-Z+]+|\d\d:\d\d [A-Z+]+/);
  await visitor.pay();

  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Your 6 tickets are confirmed');
  expect(new Set(await visitor.ticketNumbers()).size).toBe(6);
  await expect(page.getByText('Show them at the door')).toBeVisible();
  const calendar = page.getByRole('link', { name: 'Add to calendar' });
  const file = (await calendar.getAttribute('href')) ?? '';
  expect(await (await page.request.get(file)).text()).toContain('SUMMARY:Midnight Orchestra');

  await page.getByRole('main').getByRole('link', { name: 'My bookings' }).click();
  const link = page.getByRole('link', { name: 'Tickets 2 × VIP, 1 × Front Row, 3 × GA' });
  await expect(link.first()).toHaveAttribute('href', `/bookings/${bookingId}`);
});

test('says what happened to a payment that failed, and leads back to the same tickets', async ({
  visitor,
  page,
  boxOffice,
}) => {
  const before = await boxOffice.tier('VIP');
  const hold = await boxOffice.reserve([{ tier: 'VIP', quantity: 2 }]);
  await boxOffice.failToPay(hold);

  await page.goto(`/checkout/${hold.bookingId}`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Payment failed');
  await expect(page.getByText('You weren’t charged.')).toBeVisible();
  expect((await boxOffice.tier('VIP')).available).toBe(before.available);

  await page.getByRole('link', { name: 'Pick the same tickets again' }).click();
  await expect(visitor.quantity('VIP')).toHaveValue('2');
  await expect(page.getByRole('region', { name: 'Your order' })).toContainText('2 × VIP');
  // Later, too.
  await visitor.choose('VIP', 0);
  await page.goto('/bookings');
  await page.getByRole('link', { name: 'Pick the same tickets again' }).first().click();
  await expect(visitor.quantity('VIP')).toHaveValue('2');
});

test('shows what gets the keyboard above the order', async ({ visitor, page }) => {
  await page.setViewportSize({ width: 1280, height: 900 });
  await visitor.openEvent();
  await visitor.choose('VIP', 1);
  const isCovered = (): Promise<boolean> =>
    page.evaluate(() => {
      const { left, bottom } = document.activeElement?.getBoundingClientRect() ?? new DOMRect();
      return document.elementFromPoint(left + 8, bottom - 4)?.closest('box-order-bar') !== null;
    });
  await page.evaluate(() => scrollTo(0, 0));
  await page.getByRole('button', { name: 'Have a code?' }).focus();
  expect(await isCovered()).toBe(false);
  await page.keyboard.press('Enter');
  await expect(page.getByLabel('Code', { exact: true })).toBeFocused();
  await expect.poll(isCovered).toBe(false);
});

test('gives the tickets back when the buyer cancels', async ({ visitor, page, boxOffice }) => {
  await visitor.openEvent();
  await visitor.choose('GA', 4);
  const bookingId = await visitor.hold();

  // It cannot be undone, so it is asked first.
  await page.getByRole('button', { name: 'Release tickets' }).click();
  await page.getByRole('button', { name: 'Keep tickets' }).click();
  expect((await boxOffice.booking(bookingId)).status).toBe('pending');
  await page.getByRole('button', { name: 'Release tickets' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Release tickets' }).click();

  await expect(page.getByRole('heading', { level: 1 })).toHaveText('You released these tickets');
  expect((await boxOffice.booking(bookingId)).status).toBe('cancelled');
});

test('does not pay before the card is complete, and says what is missing', async ({
  visitor,
  page,
  boxOffice,
}) => {
  await visitor.openEvent();
  await visitor.choose('GA', 1);
  const bookingId = await visitor.hold();

  await visitor.payButton().click();

  await expect(page.getByText('Enter the card number')).toBeVisible();
  await expect(page.getByLabel('Name on the card')).toBeFocused();
  expect((await boxOffice.booking(bookingId)).status).toBe('pending');
});

test('reserves once when the button is clicked twice', async ({ visitor, page }) => {
  const reserves: string[] = [];
  page.on('request', (request) => {
    if (request.url().endsWith('/booking/reserve')) reserves.push(request.url());
  });
  await visitor.openEvent();
  await visitor.choose('GA', 1);

  await visitor.holdButton().dblclick();

  await page.waitForURL(/\/checkout\/\d+$/);
  await expect(page.getByRole('heading', { name: 'Checkout' })).toBeVisible();
  expect(reserves).toHaveLength(1);
});

test('pays once when the button is clicked twice', async ({ visitor, page }) => {
  const payments: string[] = [];
  page.on('request', (request) => {
    if (request.url().endsWith('/complete')) payments.push(request.url());
  });
  await visitor.openEvent();
  await visitor.choose('GA', 1);
  await visitor.hold();
  await visitor.fillCard();

  await visitor.payButton().dblclick();

  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Your ticket is confirmed');
  await expect(page.getByText('Show it at the door')).toBeVisible();
  expect(payments).toHaveLength(1);
});

test('gives two people who buy at once different tickets', async ({ visitor, browser }) => {
  const context = await browser.newContext({ reducedMotion: 'reduce' });
  await context.addInitScript((jane) => {
    localStorage.setItem('boxoffice.user', jane);
  }, JANE);
  const other = new Visitor(await context.newPage());
  const both = [visitor, other];

  for (const one of both) {
    await one.openEvent();
    await one.choose('VIP', 3);
  }
  await Promise.all(both.map((one) => one.hold()));
  await Promise.all(both.map((one) => one.pay()));

  const numbers = (await Promise.all(both.map((one) => one.ticketNumbers()))).flat();
  expect(numbers).toHaveLength(6);
  expect(new Set(numbers).size).toBe(6);
  await context.close();
});

test('changes who buys, remembers it, and says who holds the tickets', async ({
  visitor,
  page,
}) => {
  await visitor.openEvent();
  await page.getByRole('button', { name: 'You’re John Doe' }).click();
  await page.getByRole('menuitem', { name: 'Jane Smith' }).click();
  await expect(page.getByRole('button', { name: 'You’re Jane Smith' })).toBeVisible();
  await page.reload();
  await expect(page.getByRole('button', { name: 'You’re Jane Smith' })).toBeVisible();

  await visitor.choose('GA', 1);
  await visitor.hold();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Checkout');
  const checkout = page.url();
  await page.getByRole('button', { name: 'You’re Jane Smith' }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('You’re signed out');

  await page.getByLabel('Not signed in: act as').selectOption('John Doe');
  await page.goto(checkout);
  await expect(page.getByText('Jane Smith is holding these tickets')).toBeVisible();
  await page.getByRole('button', { name: 'Continue as Jane Smith' }).click();
  await expect(page.getByText('Jane Smith is holding these tickets')).toBeHidden();
});

test('is bought with the keyboard alone', async ({ visitor, page }) => {
  const tabTo = async (name: string | RegExp, role: 'button' | 'spinbutton'): Promise<void> => {
    const target = page.getByRole(role, { name });
    await expect(target).toBeVisible();
    for (let presses = 0; presses < 60; presses += 1) {
      await page.keyboard.press('Tab');
      if (await target.evaluate((element) => element === document.activeElement)) return;
    }
    throw new Error(`${String(name)} is not reached by the Tab key`);
  };

  await visitor.openEvent();
  await tabTo('VIP tickets', 'spinbutton');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowUp');
  await tabTo('More: GA tickets', 'button');
  await page.keyboard.press('Space');
  await tabTo(/^Checkout · /, 'button');
  await page.keyboard.press('Enter');

  await tabTo('Use a demo card', 'button');
  await page.keyboard.press('Enter');
  await tabTo(/^Pay \$210/, 'button');
  await page.keyboard.press('Enter');

  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Your 3 tickets are confirmed');
});
