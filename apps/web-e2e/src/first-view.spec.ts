import { gzipSync } from 'node:zlib';
import { expect, test } from './test.js';

/** What a phone on a bad line loads before anything can be bought (gzip). */
const SCRIPT_BUDGET_BYTES = 150_000;

/** Google's bound of a good page; ours is meant to be nothing at all. */
const LAYOUT_SHIFT_MAX = 0.1;

test('loads no more script than its budget, and nothing from elsewhere', async ({
  page,
  visitor,
  boxOffice,
  baseURL,
}) => {
  // Nobody's first view: what leads back to a hold is loaded where there is one.
  await boxOffice.releaseHolds();
  const scripts = new Map<string, number>();
  const strangers: string[] = [];
  page.on('request', (request) => {
    const { origin, protocol } = new URL(request.url());
    if (protocol.startsWith('http') && origin !== new URL(baseURL ?? '').origin) {
      strangers.push(request.url());
    }
  });
  page.on('response', async (response) => {
    if (response.request().resourceType() === 'script') {
      scripts.set(response.url(), gzipSync(await response.body()).byteLength);
    }
  });
  await visitor.openEvent();
  await expect(page.getByRole('button', { name: /^You’re/ })).toBeVisible();
  await page.waitForLoadState('networkidle');

  const total = [...scripts.values()].reduce((sum, size) => sum + size, 0);
  console.log(`First view: ${scripts.size} scripts, ${(total / 1000).toFixed(1)} kB gzip`);
  expect(total).toBeGreaterThan(0);
  expect(total).toBeLessThanOrEqual(SCRIPT_BUDGET_BYTES);
  expect(strangers).toEqual([]);
});

test('does not move while it loads', async ({ page, visitor }) => {
  await page.addInitScript(() => {
    let sum = 0;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries())
        sum += (entry as PerformanceEntry & { value: number }).value;
      document.documentElement.dataset.layoutShift = String(sum);
    }).observe({ type: 'layout-shift', buffered: true });
  });
  await visitor.openEvent();
  await page.waitForLoadState('networkidle');
  const shift = await page.evaluate(() =>
    Number(document.documentElement.dataset.layoutShift ?? 0),
  );
  console.log(`Layout shift: ${shift.toFixed(4)}`);
  expect(shift).toBeLessThanOrEqual(LAYOUT_SHIFT_MAX);
});
