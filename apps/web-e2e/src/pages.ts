import type { BookingDto, Envelope } from '@boxoffice/contracts';
import type { Page } from '@playwright/test';
import { expect } from './test.js';
import type { BoxOffice } from './box-office.js';

/** A page as somebody meets it, brought to the state that is worth looking at. */
export interface NamedPage {
  name: string;
  open: (page: Page) => Promise<void>;
}

async function openAt(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(page.locator('.skeleton')).toHaveCount(0);
  await expect(page.getByRole('button', { name: /^You are/ })).toBeVisible();
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

/** Every page of the product, with something on it. */
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
  const at = (name: string, address: string): NamedPage => ({
    name,
    open: (page) => openAt(page, address),
  });
  return [
    {
      name: 'event',
      open: async (page) => {
        await openAt(page, '/events/1');
        for (const tier of ['VIP', 'VIP', 'GA']) {
          await page.getByRole('button', { name: `One more: ${tier} tickets` }).click();
        }
      },
    },
    at('checkout', `/checkout/${held.bookingId}`),
    {
      name: 'checkout-last-minutes',
      open: (page) => openLastMinutes(page, held.bookingId),
    },
    at('confirmation', `/bookings/${paid.bookingId}`),
    at('bookings', '/bookings'),
    at('ended', `/checkout/${cancelled.bookingId}`),
    at('admin-stock', '/admin'),
    at('admin-create', '/admin/create-tickets'),
    at('not-found', '/no/such/page'),
  ];
}
