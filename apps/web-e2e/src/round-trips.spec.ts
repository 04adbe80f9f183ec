import type { Page } from '@playwright/test';
import { expect, test } from './test.js';
import { withoutPageAnswers } from './without-page-answers.js';

/** A browser without HTTP/2 asks a server for six things at a time: what the first view needs is one round trip. */
const AT_A_TIME = 6;

/** The page, and all files that it asks for until it can be bought from. */
const FILES_MAX = 12;

const PAGE = /^\/events\/1$/;

/** What a page asks for, and what of it is answered. */
interface Loading {
  asked: string[];
  unanswered: string[];
}

/**
 * Answers the page and what the page itself names, and nothing else: whatever is only asked for by a script, a
 * style or an answer would be one more round trip, and is never answered.
 */
async function answerTheFirstTwoRoundTrips(page: Page): Promise<Loading> {
  const loading: Loading = { asked: [], unanswered: [] };
  // Read beforehand: what it names is the same each time.
  const language = await page.evaluate(() => navigator.languages.join(','));
  const html = await (
    await page.request.get('/events/1', { headers: { 'accept-language': language } })
  ).text();
  const named = new Set(
    Array.from(html.matchAll(/ (?:href|src)="([^":]+)"/g), ([, path = '']) => `/${path}`),
  );
  await page.route('**/*', async (route) => {
    const { pathname, search } = new URL(route.request().url());
    loading.asked.push(pathname + search);
    if (PAGE.test(pathname)) {
      // By who was here before, or by the server.
      await route.fallback();
      return;
    }
    if (named.has(pathname)) await route.continue();
    else loading.unanswered.push(pathname + search);
  });
  return loading;
}

for (const { locale } of [{ locale: 'en-GB' }, { locale: 'de-DE' }]) {
  test.describe(locale, () => {
    test.use({ locale });

    test('shows the tickets after two round trips: the page, and what the page names', async ({
      page,
      boxOffice,
    }) => {
      await boxOffice.stockUp(5);
      const loading = await answerTheFirstTwoRoundTrips(page);
      await page.goto('/events/1', { waitUntil: 'commit' });
      await expect(page.locator('box-tier-ticket')).toHaveCount(3);
      await expect(page.locator('box-tier-ticket').first()).toBeVisible();
      await expect(page.locator('html')).toHaveAttribute('lang', locale);

      // Whatever it asks the API for meanwhile, it asks for again and again.
      const files = new Set(loading.asked.filter((path) => !path.startsWith('/api/')));
      console.log(`First view (${locale}): ${[...files].join(' ')}`);
      expect(files.size).toBeLessThanOrEqual(FILES_MAX);
      const answered = [...files].filter((path) => !loading.unanswered.includes(path));
      const needed = answered.filter((path) => /\.(js|css)$/.test(path));
      expect(needed.length).toBeLessThanOrEqual(AT_A_TIME);
    });
  });
}

test('asks for the event where the page does not bring it along, which this test notices', async ({
  page,
}) => {
  await withoutPageAnswers(page);
  const loading = await answerTheFirstTwoRoundTrips(page);
  await page.goto('/events/1', { waitUntil: 'commit' });
  await expect.poll(() => loading.unanswered).toContain('/api/v1/events/1');
  await expect(page.locator('box-event-skeleton')).toBeVisible();
  await expect(page.locator('box-tier-ticket')).toHaveCount(0);
});

test('reads the counts again, however the first ones came', async ({ page, boxOffice }) => {
  await boxOffice.stockUp(5);
  const counted: string[] = [];
  page.on('request', (request) => {
    if (request.url().includes('/api/v1/tickets?')) counted.push(request.url());
  });
  await page.goto('/events/1');
  await expect(page.locator('box-tier-ticket').first()).toBeVisible();
  await expect.poll(() => counted.length).toBeGreaterThan(0);
});
