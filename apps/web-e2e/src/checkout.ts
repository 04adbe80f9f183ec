import type { Page } from '@playwright/test';
import { expect } from './test.js';
import type { BoxOffice } from './box-office.js';

/** Holds two tickets and opens their checkout. */
export async function openCheckout(page: Page, boxOffice: BoxOffice): Promise<string> {
  await boxOffice.stockUp(5);
  const { bookingId } = await boxOffice.reserve([{ tier: 'GA', quantity: 2 }]);
  await page.goto(`/checkout/${bookingId}`);
  await expect(page.getByRole('timer')).toBeVisible();
  return bookingId;
}
