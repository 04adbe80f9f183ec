import type { Envelope, EventFiguresDto } from '@boxoffice/contracts';
import { readFile } from 'node:fs/promises';
import { startSignedIn } from './person.js';
import { expect, test } from './test.js';

const ADDRESS = '/organiser/1/events/1/dashboard';
const FIGURES = '**/api/v1/organisers/1/events/1/figures';

test('shows how a sale stands, as a curve and a table, and exports what it says', async ({
  page,
  boxOffice,
}) => {
  await boxOffice.releaseHolds();
  await boxOffice.stockUp(5);
  await boxOffice.pay(await boxOffice.reserve([{ tier: 'VIP', quantity: 2 }]));
  await startSignedIn(page, 'organiser@boxoffice.example');
  const seen: EventFiguresDto[] = [];
  await page.route(FIGURES, async (route) => {
    const answer = await route.fetch();
    seen.push(((await answer.json()) as Envelope<EventFiguresDto>).data);
    await route.fulfill({ response: answer });
  });
  await page.goto(ADDRESS);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Dashboard');
  const curve = page.getByRole('img', { name: /^Sold from .* Best day: / });
  await expect(curve.locator('svg')).toBeVisible();
  await curve.hover();
  await expect(curve.getByText(/^In total: /)).toBeVisible();
  const sold = seen[0]?.stock.sold ?? 0;
  expect(sold).toBeGreaterThanOrEqual(2);
  await page.getByRole('radio', { name: 'Table' }).click();
  await expect(curve).toHaveCount(0);
  const days = page.getByRole('region', { name: 'Sales by day' }).getByRole('row');
  await expect(days.nth(1)).toContainText(String(sold));

  // What is sold meanwhile shows by itself.
  await boxOffice.pay(await boxOffice.reserve([{ tier: 'GA', quantity: 3 }]));
  await expect(days.nth(1)).toContainText(String(sold + 3));

  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Tickets and attendees as CSV' }).click();
  const saved = await download;
  expect(saved.suggestedFilename()).toMatch(/^Midnight Orchestra - Tickets\.csv$/);
  const lines = (await readFile(await saved.path(), 'utf8')).trimEnd().split('\r\n');
  expect(lines).toHaveLength(1 + sold + 3);
  expect(lines[0]).toContain('"Paid by","Reason"');

  await page.route('**/exports', (route) =>
    route.fulfill({
      status: 503,
      contentType: 'application/problem+json',
      json: { status: 503, code: 'BUSY', title: 'Busy', detail: 'Others are exporting.' },
    }),
  );
  await page.getByRole('button', { name: 'Bookings as Excel' }).click();
  await expect(page.getByRole('alert')).toBeVisible();
});

test('says what is missing before the first ticket is sold, and whom figures are for', async ({
  page,
}) => {
  await page.route(FIGURES, async (route) => {
    const answer = await route.fetch();
    const body = (await answer.json()) as Envelope<EventFiguresDto>;
    Object.assign(body.data, { days: [], tiers: [], takings: null, takingsMinor: null });
    Object.assign(body.data.stock, { capacity: 0, available: 0, held: 0, sold: 0 });
    await route.fulfill({ response: answer, json: body });
  });
  await startSignedIn(page, 'organiser@boxoffice.example');
  await page.goto(ADDRESS);
  await expect(page.getByText('Nothing sold yet.')).toBeVisible();
  await expect(page.getByText('No tiers yet.')).toBeVisible();
  await expect(
    page.locator('box-dashboard-page').getByText('Takings', { exact: true }),
  ).toHaveCount(0);

  await page.route(FIGURES, (route) =>
    route.fulfill({
      status: 403,
      contentType: 'application/problem+json',
      json: { status: 403, code: 'FORBIDDEN', title: 'Not allowed', detail: 'Not for the door.' },
    }),
  );
  await page.reload();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(
    'You don’t have access to this page',
  );
});

test('shows whose money is where, payment by payment, and exports it', async ({
  page,
  boxOffice,
}) => {
  await boxOffice.releaseHolds();
  await boxOffice.stockUp(5);
  await boxOffice.pay(await boxOffice.reserve([{ tier: 'VIP', quantity: 2 }]));
  await startSignedIn(page, 'organiser@boxoffice.example');
  await page.goto('/organiser/1/takings');
  await page.getByRole('link', { name: 'Ledger: where the money is' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Ledger');
  const sums = page.getByRole('region', { name: 'USD' }).locator('.sum dd');
  await expect(sums).toHaveCount(2);
  const [where, whose] = await sums.allTextContents();
  expect(where).toBe(whose);
  const newest = page.getByRole('row').nth(1);
  await expect(newest).toContainText('Payment');
  await expect(newest).toContainText('Due to you');
  await newest.getByRole('button', { name: 'Midnight Orchestra' }).click();
  await expect(page).toHaveURL(/[?]event=1$/);
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Ledger as CSV' }).click();
  const saved = await download;
  expect(saved.suggestedFilename()).toBe('Midnight Orchestra - Ledger.csv');
  await page.getByLabel('What').selectOption('Dispute won');
  await expect(page.getByText('Nothing was posted that matches.')).toBeVisible();
  await page.getByLabel('What').selectOption('All');
  await newest.getByRole('link').click();
  await expect(page.getByRole('region', { name: 'What happened' })).toContainText('Paid: $');
});
