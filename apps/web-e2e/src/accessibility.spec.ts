import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { everyPage } from './pages.js';
import { expect, test } from './test.js';

async function seriousFaults(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' | ')}`);
}

for (const colorScheme of ['light', 'dark'] as const) {
  test(`has no serious fault that axe finds, in ${colorScheme}`, async ({ page, boxOffice }) => {
    test.slow();
    await page.emulateMedia({ colorScheme });
    for (const { name, open } of await everyPage(boxOffice)) {
      await open(page);
      expect(await seriousFaults(page), `${name} in ${colorScheme}`).toEqual([]);
    }
  });

  test(`has none in its states of failure and refusal, in ${colorScheme}`, async ({
    page,
    visitor,
    boxOffice,
  }) => {
    await page.emulateMedia({ colorScheme });
    await boxOffice.stockUp(5);
    await visitor.openEvent();
    await visitor.choose('GA', 1);
    await page.route('**/booking/reserve', (route) => route.abort());
    await visitor.holdButton().click();
    await expect(page.getByRole('alert')).toBeVisible();
    expect(await seriousFaults(page)).toEqual([]);

    const { bookingId } = await boxOffice.reserve([{ tier: 'GA', quantity: 1 }]);
    await page.goto(`/checkout/${bookingId}`);
    await visitor.payButton().click();
    await expect(page.getByText('Enter the card number')).toBeVisible();
    expect(await seriousFaults(page)).toEqual([]);
  });
}

for (const { width, height, what } of [
  { width: 320, height: 640, what: 'on the narrowest phone' },
  { width: 640, height: 400, what: 'at 200 % zoom' },
]) {
  test(`never scrolls sideways ${what}`, async ({ page, boxOffice }) => {
    await page.setViewportSize({ width, height });
    for (const { name, open } of await everyPage(boxOffice)) {
      await open(page);
      const scrollWidth = await page.evaluate(() => document.documentElement.scrollWidth);
      expect(scrollWidth, name).toBeLessThanOrEqual(width);
    }
  });
}

test('leads past the header to the content', async ({ page, visitor }) => {
  await visitor.openEvent();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to the content' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('main')).toBeFocused();
});

test('remembers the chosen theme', async ({ page, visitor }) => {
  await page.emulateMedia({ colorScheme: 'light' });
  await visitor.openEvent();
  await page.getByRole('button', { name: 'Theme: as your device' }).click();
  await page.getByRole('button', { name: 'Theme: light' }).click();
  await page.reload();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  const background = await page.evaluate(
    () => getComputedStyle(document.documentElement).backgroundColor,
  );
  expect(background).toBe('rgb(18, 17, 24)');
});
