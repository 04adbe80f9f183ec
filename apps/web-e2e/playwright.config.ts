import { defineConfig } from '@playwright/test';
import { installedChromium } from './src/installed-chromium.js';

/** One application a worker, separated by commas: tests share its database, and some buy a whole tier. */
const applications = process.env.BOXOFFICE_BASE_URL?.split(',') ?? [];
const baseURL = applications[Number(process.env.TEST_PARALLEL_INDEX ?? 0)];
if (!baseURL) {
  throw new Error(
    'BOXOFFICE_BASE_URL is not set: it names a running Boxoffice with demo data, such as http://localhost:3001. `npm test` starts one by itself.',
  );
}
const executablePath = installedChromium();

export default defineConfig({
  testDir: 'src',
  workers: applications.length,
  fullyParallel: false,
  forbidOnly: Boolean(process.env.CI),
  retries: 0,
  // They end what would wait for ever; a slow machine is still right.
  timeout: 300_000,
  expect: { timeout: 60_000 },
  reporter: [['list'], ['html', { open: 'never', outputFolder: 'playwright-report' }]],
  outputDir: 'test-results',
  use: {
    baseURL,
    browserName: 'chromium',
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
    // No test is about motion, and none should wait for it.
    contextOptions: { reducedMotion: 'reduce' },
    // Recording every test costs as much as the tests do, for the few that fail.
    trace: process.env.BOXOFFICE_BROWSER_TRACE === 'on' ? 'retain-on-failure' : 'off',
    screenshot: 'only-on-failure',
    launchOptions: {
      ...(executablePath ? { executablePath } : {}),
      args: [
        '--no-sandbox',
        '--disable-dev-shm-usage',
        '--disable-gpu',
        '--disable-background-networking',
      ],
    },
  },
  projects: [
    { name: 'desktop', use: { viewport: { width: 1280, height: 800 } } },
    {
      name: 'phone',
      // What a phone shows otherwise than a desktop. Clocks, stock, failures and forms know no width;
      // accessibility.spec.ts goes through the widths itself.
      testMatch: /(buy|admin|users|screenshots)\.spec\.ts$/,
      use: { viewport: { width: 390, height: 844 }, hasTouch: true },
    },
  ],
});
