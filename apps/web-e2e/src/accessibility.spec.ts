import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { EVERY_PAGE_MS, everyPage } from './pages.js';
import { expect, test } from './test.js';

const WIDTHS = [
  { width: 1280, height: 800, thorough: 'light' },
  { width: 390, height: 844, thorough: 'dark' },
] as const;
const THEMES = ['light', 'dark'] as const;

/** Where nothing may be so wide that the page scrolls sideways. */
const NARROW = [
  { width: 320, height: 640, what: 'on the narrowest phone' },
  { width: 640, height: 400, what: 'at 200 % zoom' },
] as const;

/** Frames that colours take to arrive at the most: a transition that never ends is waited for no longer. */
const FRAMES_MAX = 120;

/** The rules that a theme can break: a style sheet's colours are all that it changes. */
const COLOUR_RULES = ['color-contrast', 'link-in-text-block'];

async function seriousFaults(page: Page, rules: 'every rule' | 'colours'): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page })
    // In the page itself, which has no frames: otherwise each run opens another page for its report.
    .setLegacyMode()
    // A report of what is right would cost more than finding what is wrong.
    .options({
      resultTypes: ['violations'],
      ...(rules === 'colours' && { runOnly: COLOUR_RULES }),
    })
    .analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' | ')}`);
}

/**
 * Looks at the state that a page is in, in both themes at both widths. Only style sheets know either of them,
 * so the page need not be loaded for each. Every rule is tried in each theme and at each width, those of colours
 * in every combination of them.
 */
async function expectAccessible(page: Page, name: string): Promise<void> {
  expect(page.frames(), `${name} has no frames`).toHaveLength(1);
  for (const { thorough, ...size } of WIDTHS) {
    await page.setViewportSize(size);
    for (const colorScheme of THEMES) {
      await showIn(page, colorScheme);
      const rules = colorScheme === thorough ? 'every rule' : 'colours';
      const where = `${name}, ${colorScheme}, ${String(size.width)} pixels wide`;
      expect.soft(await seriousFaults(page, rules), where).toEqual([]);
    }
  }
}

/** Switches the theme, and waits until every colour has arrived: each passes through a transition, however short. */
async function showIn(page: Page, colorScheme: (typeof THEMES)[number]): Promise<void> {
  await page.emulateMedia({ colorScheme });
  await page.evaluate(async (FRAMES_MAX) => {
    const frame = (): Promise<unknown> => new Promise(requestAnimationFrame);
    // What is folded away isn't drawn, and its transitions end when it is.
    const isShown = ({ effect }: Animation): boolean =>
      effect instanceof KeyframeEffect && effect.target?.checkVisibility() === true;
    const isChanging = (): boolean =>
      document
        .getAnimations()
        .some((animation) => animation instanceof CSSTransition && isShown(animation));
    // One element's transition may begin where that of the one around it ends.
    let frames = 0;
    do {
      await frame();
      await frame();
      frames += 2;
    } while (isChanging() && frames < FRAMES_MAX);
  }, FRAMES_MAX);
}

async function expectNoScrollingSideways(page: Page, name: string): Promise<void> {
  for (const { width, height, what } of NARROW) {
    await page.setViewportSize({ width, height });
    const scrollWidth = await page.evaluate(() => document.documentElement.scrollWidth);
    expect.soft(scrollWidth, `${name} ${what}`).toBeLessThanOrEqual(width);
  }
}

test('has no serious fault that axe finds, and never scrolls sideways', async ({
  page,
  boxOffice,
}) => {
  // It opens every page, in several sizes and themes or in both languages.
  test.setTimeout(EVERY_PAGE_MS);
  for (const { name, open } of await everyPage(boxOffice)) {
    await page.setViewportSize(WIDTHS[0]);
    await open(page);
    await expectAccessible(page, name);
    await expectNoScrollingSideways(page, name);
  }
});

test('has none in its states of failure and refusal', async ({ page, visitor, boxOffice }) => {
  await boxOffice.stockUp(5);
  await visitor.openEvent();
  await visitor.choose('GA', 1);
  await page.route('**/booking/reserve', (route) => route.abort());
  await visitor.holdButton().click();
  await expect(page.getByRole('alert')).toBeVisible();
  await expectAccessible(page, 'a failed hold');

  const { bookingId } = await boxOffice.reserve([{ tier: 'GA', quantity: 1 }]);
  await page.goto(`/checkout/${bookingId}`);
  await visitor.payButton().click();
  await expect(page.getByText('Enter the card number')).toBeVisible();
  await expectAccessible(page, 'an incomplete card');
});

test('leads past the header to the content', async ({ page, visitor }) => {
  await visitor.openEvent();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to content' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('main')).toBeFocused();
});

test('remembers the chosen theme', async ({ page, visitor }) => {
  await page.emulateMedia({ colorScheme: 'light' });
  await visitor.openEvent();
  await page.getByRole('button', { name: 'Theme: device setting' }).click();
  await page.getByRole('button', { name: 'Theme: light' }).click();
  await page.reload();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  const background = await page.evaluate(
    () => getComputedStyle(document.documentElement).backgroundColor,
  );
  expect(background).toBe('rgb(18, 17, 24)');
});
