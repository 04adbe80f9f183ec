import type { Page } from '@playwright/test';
import type { BoxOffice } from './box-office.js';
import { expect, test } from './test.js';

/**
 * Lets requests reach the server, and loses its answers to the first so many of them.
 *
 * @returns the `Idempotency-Key` of each request, as they come
 */
async function loseAnswers(page: Page, address: string, count: number): Promise<string[]> {
  const keys: string[] = [];
  await page.route(address, async (route) => {
    keys.push((await route.request().headerValue('idempotency-key')) ?? 'none');
    const isLost = keys.length <= count;
    const answer = await route.fetch();
    await (isLost ? route.abort('connectionreset') : route.fulfill({ response: answer }));
  });
  return keys;
}

/** The ids of John's bookings that were not there before. */
async function bookedSince(boxOffice: BoxOffice, before: readonly string[]): Promise<string[]> {
  const ids = await bookingIds(boxOffice);
  return ids.filter((id) => !before.includes(id));
}

async function bookingIds(boxOffice: BoxOffice): Promise<string[]> {
  return (await boxOffice.bookings()).map(({ id }) => id);
}

test.beforeEach(async ({ boxOffice, visitor }) => {
  await boxOffice.stockUp();
  await visitor.openEvent();
  await visitor.choose('GA', 3);
});

test('books once when the answer to the reservation gets lost', async ({
  page,
  visitor,
  boxOffice,
}) => {
  const before = await bookingIds(boxOffice);
  const keys = await loseAnswers(page, '**/booking/reserve', 1);

  const bookingId = await visitor.hold();

  expect(keys).toHaveLength(2);
  expect(new Set(keys).size).toBe(1);
  expect(keys[0]).toMatch(/^[0-9a-f-]{36}$/);
  expect(await bookedSince(boxOffice, before)).toEqual([bookingId]);
  expect((await boxOffice.booking(bookingId)).ticketCount).toBe(3);
});

test('books once when every answer gets lost and the buyer presses again', async ({
  page,
  visitor,
  boxOffice,
}) => {
  const before = await bookingIds(boxOffice);
  const keys = await loseAnswers(page, '**/booking/reserve', 3);

  await visitor.holdButton().click();
  await expect(page.getByRole('alert')).toContainText('We can’t reach the server');
  const bookingId = await visitor.hold();

  expect(keys).toHaveLength(4);
  expect(new Set(keys).size).toBe(1);
  expect(await bookedSince(boxOffice, before)).toEqual([bookingId]);
});

test('books again when the buyer orders the same again', async ({ page, visitor, boxOffice }) => {
  const before = await bookingIds(boxOffice);
  const keys = await loseAnswers(page, '**/booking/reserve', 0);

  const first = await visitor.hold();
  await page.goBack();
  // Whoever is back sees what they hold before they go on.
  await expect(page.getByRole('link', { name: 'Back to your checkout' })).toBeVisible();
  await visitor.choose('GA', 3);
  const second = await visitor.hold();

  expect(new Set(keys).size).toBe(2);
  expect(await bookedSince(boxOffice, before)).toEqual([second, first]);
});

test('pays once when the answer to the payment gets lost', async ({ page, visitor, boxOffice }) => {
  const bookingId = await visitor.hold();
  const keys = await loseAnswers(page, '**/complete', 1);

  await visitor.pay();

  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Your 3 tickets are confirmed');
  expect(keys).toHaveLength(2);
  expect(new Set(keys).size).toBe(1);
  expect((await boxOffice.booking(bookingId)).status).toBe('confirmed');
});

test('waits for a busy server, and then books', async ({ page, visitor }) => {
  const answers: number[] = [];
  await page.route('**/booking/reserve', async (route) => {
    if (answers.length > 0) return route.fallback();
    answers.push(503);
    return route.fulfill({
      status: 503,
      headers: { 'Retry-After': '1' },
      contentType: 'application/problem+json',
      json: { code: 'BUSY', status: 503, title: 'Busy', detail: 'Many people are buying.' },
    });
  });

  await visitor.hold();

  expect(answers).toEqual([503]);
  await expect(page.getByRole('timer')).toBeVisible();
});
