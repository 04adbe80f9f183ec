import type { Page } from '@playwright/test';
import { expect } from './test.js';

/** A page as somebody meets it, brought to the state that is worth looking at; in any language. */
export interface NamedPage {
  name: string;
  open: (page: Page) => Promise<void>;
}

/** Opens an address, and waits until nothing is loading any more. */
export async function openAt(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(page.locator('.skeleton')).toHaveCount(0);
  await expect(page.locator('box-account-menu > button')).toBeVisible();
}

/** A page that is looked at as it is. */
export function at(name: string, address: string): NamedPage {
  return { name, open: (page) => openAt(page, address) };
}
