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
    at('confirmation', `/bookings/${paid.bookingId}`),
    at('bookings', '/bookings'),
    at('ended', `/checkout/${cancelled.bookingId}`),
    at('admin-stock', '/admin'),
    at('admin-create', '/admin/create-tickets'),
    at('not-found', '/no/such/page'),
  ];
}
