import type { EventDto, Envelope } from '@boxoffice/contracts';
import { expect, test } from './test.js';
import { JANE } from './box-office.js';
import { withoutPageAnswers } from './without-page-answers.js';

test('tells tickets that others hold from sold-out ones, and notices new ones by itself', async ({
  visitor,
  page,
  boxOffice,
}) => {
  await boxOffice.stockUp(5);
  await visitor.openEvent();
  const { available } = await boxOffice.tier('VIP');
  const all = await boxOffice.reserve([{ tier: 'VIP', quantity: available }], JANE);
  await expect(page.getByText('On hold')).toBeVisible();
  await expect(page.getByText('Some may come back.')).toBeVisible();

  // Others' holds of earlier tests may still run; with those, the tier stays held.
  await boxOffice.pay(all, JANE);
  const { held } = await boxOffice.tier('VIP');
  const stamp = held > 0 ? 'On hold' : 'Sold out';
  await expect(page.getByText(stamp, { exact: true }).first()).toBeVisible();

  await boxOffice.stockUp(5);
  await expect(visitor.quantity('VIP')).toBeVisible();
  await expect(page.getByText('5 left', { exact: true })).toBeVisible();
});

test('shows a sold-out tier as sold out', async ({ visitor, page, boxOffice }) => {
  await boxOffice.stockUp(5);
  await withoutPageAnswers(page);
  await page.route('**/api/v1/tickets?*', async (route) => {
    const answer = await route.fetch();
    const body = (await answer.json()) as {
      data: { tiers: { name: string; available: number; held: number; booked: number }[] };
    };
    const tier = body.data.tiers.find((one) => one.name === 'Front Row');
    if (tier) Object.assign(tier, { available: 0, held: 0, booked: 100 });
    await route.fulfill({ response: answer, json: body });
  });
  await visitor.openEvent();
  await expect(page.getByText('Sold out').first()).toBeVisible();
  await expect(visitor.quantity('Front Row')).toHaveCount(0);
});

test('never lets more be chosen than there are', async ({ visitor, boxOffice }) => {
  await boxOffice.stockUp(5);
  await visitor.openEvent();
  const { available } = await boxOffice.tier('VIP');
  await visitor.quantity('VIP').fill('99999');
  await expect(visitor.quantity('VIP')).toHaveValue(String(Math.min(available, 500)));
});

test('stops where the event limits one booking, and says so beforehand', async ({
  visitor,
  page,
  boxOffice,
}) => {
  await boxOffice.stockUp(5);
  await withoutPageAnswers(page);
  await page.route('**/api/v1/events/1', async (route) => {
    const answer = await route.fetch();
    const body = (await answer.json()) as Envelope<EventDto>;
    body.data.maxTicketsPerBooking = 4;
    await route.fulfill({ response: answer, json: body });
  });
  await visitor.openEvent();
  await expect(
    page.getByText('Up to 4 tickets per order. We’ll hold them for 10 minutes'),
  ).toBeVisible();

  await visitor.choose('VIP', 3);
  await visitor.quantity('GA').fill('9');

  await expect(visitor.quantity('GA')).toHaveValue('1');
  await expect(visitor.holdButton()).toHaveText(/Checkout · \$/);
  await expect(page.getByText('Limit: 4 tickets per order')).toBeVisible();
  await expect(page.getByRole('button', { name: 'More: VIP tickets' })).toBeDisabled();
});

test('says how many are left when others were faster', async ({ visitor, page, boxOffice }) => {
  await boxOffice.stockUp(5);
  await visitor.openEvent();
  const { available } = await boxOffice.tier('VIP');
  await visitor.choose('VIP', available);
  // The page must not look again before the click, so that the server is what says no.
  await page.route('**/api/v1/tickets?*', (route) => route.abort());
  const taken = await boxOffice.reserve([{ tier: 'VIP', quantity: available - 1 }], JANE);

  await visitor.holdButton().click();

  await expect(page.getByRole('alert')).toContainText('Only 1 VIP ticket left');
  await expect(page.getByRole('alert')).toContainText('We haven’t held any tickets');
  await boxOffice.cancel(taken, JANE);
});

test('shrinks an order that others overtook, and says so', async ({ visitor, page, boxOffice }) => {
  await boxOffice.stockUp(5);
  await visitor.openEvent();
  const { available } = await boxOffice.tier('VIP');
  await visitor.choose('VIP', available);
  const taken = await boxOffice.reserve([{ tier: 'VIP', quantity: available - 1 }], JANE);

  await expect(page.getByText('Only 1 VIP ticket left')).toBeVisible();
  await expect(visitor.quantity('VIP')).toHaveValue('1');
  await boxOffice.cancel(taken, JANE);
});
