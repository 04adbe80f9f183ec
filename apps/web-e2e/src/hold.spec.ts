import type { BookingDto, Envelope } from '@boxoffice/contracts';
import type { Page } from '@playwright/test';
import { expect, test } from './test.js';
import type { BoxOffice } from './box-office.js';

const MINUTE = 60_000;
const HOLD = 10 * MINUTE;

/** Makes time pass for page and server alike: nobody waits ten minutes for a test. */
class PassingTime {
  private passedMs = 0;

  constructor(private readonly page: Page) {}

  /** The device's clock may be wrong by so much from the start. */
  async begin(deviceWrongByMs = 0): Promise<void> {
    await this.page.clock.install({ time: Date.now() + deviceWrongByMs });
    await this.page.route(/\/api\/v1\/booking\/\d+$/, async (route) => {
      const answer = await route.fetch();
      const body = (await answer.json()) as Envelope<BookingDto>;
      const { data } = body;
      const serverNow = Date.parse(data.serverTime) + this.passedMs;
      data.serverTime = new Date(serverNow).toISOString();
      if (data.status === 'pending' && serverNow >= Date.parse(data.expiresAt)) {
        Object.assign(data, { status: 'expired', tickets: [], endedAt: data.expiresAt });
      }
      await route.fulfill({ response: answer, json: body });
    });
  }

  async pass(ms: number): Promise<void> {
    this.passedMs += ms;
    // One jump, not many small steps: a poll on the way would be answered with the time of its end.
    await this.page.clock.fastForward(ms);
  }
}

async function checkout(page: Page, boxOffice: BoxOffice): Promise<void> {
  await boxOffice.stockUp(5);
  const { bookingId } = await boxOffice.reserve([{ tier: 'GA', quantity: 2 }]);
  await page.goto(`/checkout/${bookingId}`);
  await expect(page.getByRole('timer')).toBeVisible();
}

test('keeps its time over a reload', async ({ page, boxOffice }) => {
  const time = new PassingTime(page);
  await time.begin();
  await checkout(page, boxOffice);
  await expect(page.getByRole('timer')).toContainText('10 minutes');

  await time.pass(4.5 * MINUTE);
  await expect(page.getByRole('timer')).toContainText('6 minutes');
  await page.reload();
  await expect(page.getByRole('timer')).toContainText('6 minutes');
});

test('counts on the clock of the server where that of the device is wrong', async ({
  page,
  boxOffice,
}) => {
  const time = new PassingTime(page);
  await time.begin(3 * 60 * MINUTE);
  await checkout(page, boxOffice);
  await expect(page.getByRole('timer')).toContainText('10 minutes');
});

test('tells a screen reader at five, two and one minutes', async ({ page, boxOffice }) => {
  const time = new PassingTime(page);
  await time.begin();
  await checkout(page, boxOffice);
  const announced = page.locator('box-hold-line [aria-live="assertive"]');
  await expect(announced).toBeEmpty();

  for (const words of [
    '5 minutes left to pay.',
    '2 minutes left to pay.',
    '1 minute left to pay.',
  ]) {
    const left = Number(words.charAt(0)) * MINUTE;
    const { expiresAt } = await boxOffice.booking(page.url().split('/').at(-1) ?? '');
    const now = await page.evaluate(() => Date.now());
    await time.pass(Date.parse(expiresAt) - now - left + 2_000);
    await expect(announced).toHaveText(words);
  }
  await expect(page.getByRole('timer')).toContainText('0:5');
});

test('says that the hold ended, that nothing was charged, and leads back', async ({
  page,
  boxOffice,
}) => {
  const time = new PassingTime(page);
  await time.begin();
  await checkout(page, boxOffice);

  await time.pass(HOLD + 1_000);

  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Your hold ended');
  await expect(page.getByText('The tickets went back on sale; nothing was charged.')).toBeVisible();
  await page.getByRole('link', { name: 'Choose tickets again' }).click();
  await expect(page).toHaveURL(/\/events\/1$/);
});

test('is found again under my bookings, with the way to pay', async ({ page, boxOffice }) => {
  await checkout(page, boxOffice);
  const address = new URL(page.url()).pathname;
  await page.goto('/bookings');
  const section = page.locator('section', { hasText: 'Waiting for payment' });
  await section.locator(`a[href="${address}"]`).click();
  await expect(page.getByRole('timer')).toBeVisible();
});
