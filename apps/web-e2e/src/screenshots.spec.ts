import { fileURLToPath } from 'node:url';
import { everyPage } from './pages.js';
import { test } from './test.js';

const folder = fileURLToPath(new URL('../../../docs/screenshots/', import.meta.url));

test.skip(!process.env.SCREENSHOTS, 'writes docs/screenshots only when SCREENSHOTS=1');

for (const colorScheme of ['light', 'dark'] as const) {
  test(`takes the pictures of the documentation, in ${colorScheme}`, async ({
    page,
    boxOffice,
  }) => {
    test.slow();
    await page.emulateMedia({ colorScheme });
    const width = page.viewportSize()?.width ?? 0;
    for (const { name, open } of await everyPage(boxOffice)) {
      await open(page);
      await page.mouse.move(0, 0);
      await page.screenshot({ path: `${folder}${name}-${width}-${colorScheme}.png` });
    }
  });
}
