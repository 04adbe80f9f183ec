import { writeFileSync } from 'node:fs';
import type {
  DoorDeviceDto,
  Envelope,
  LentDoorDeviceDto,
  OrganiserSummaryDto,
  TicketCodeDto,
} from '@boxoffice/contracts';
import type { Page } from '@playwright/test';
import { create } from 'qrcode';
import { JOHN, type BoxOffice } from './box-office.js';
import { AT_DOOR } from './organiser-pages.js';
import { startSignedIn } from './person.js';
import { expect, test } from './test.js';

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true };

test.use(PHONE);

interface Sold {
  eventId: string;
  bookingId: string;
  codes: TicketCodeDto[];
}

/** An event with a booking of some tickets, and their codes. */
async function sold(boxOffice: BoxOffice, quantity: number): Promise<Sold> {
  const eventId = await boxOffice.publishWorkshop();
  const booking = await boxOffice.reserve([{ tier: 'Nave', quantity }], JOHN, eventId);
  await boxOffice.pay(booking);
  const { bookingId } = booking;
  const codes = await boxOffice.read<TicketCodeDto[]>(
    `events/${eventId}/bookings/${bookingId}/ticket-codes`,
  );
  return { eventId, bookingId, codes };
}

/** As a wedge scanner does, wherever the focus is. */
async function scan(page: Page, code = ''): Promise<void> {
  await page.keyboard.type(code);
  await page.keyboard.press('Enter');
}

/** A code with another letter in its signature. */
function altered(code = ''): string {
  const other = code.charAt(100) === 'A' ? 'B' : 'A';
  return code.slice(0, 100) + other + code.slice(101);
}

const result = (page: Page) => page.getByRole('region', { name: 'Result' });

/** The page opens without a network from now on. */
async function untilKept(page: Page): Promise<void> {
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
}

test('scans by a lent phone, with and without a network, and loses nothing', async ({
  page,
  browser,
  baseURL,
  context,
  boxOffice,
}) => {
  const { eventId, bookingId, codes } = await sold(boxOffice, 4);
  const [first, second, third, fourth] = codes;

  // The box office lends the phone by a code that its camera reads.
  const office = await browser.newContext({ baseURL, ...PHONE });
  const desk = await office.newPage();
  await startSignedIn(desk, 'organiser@boxoffice.example');
  await desk.goto('/organiser/1/door');
  await desk.getByLabel('Name', { exact: true }).fill(AT_DOOR.phone);
  await desk.getByLabel('Gate (optional)').fill(AT_DOOR.gate);
  await desk.getByLabel('For which event?').selectOption(eventId);
  await desk.getByRole('button', { name: 'Lend device' }).click();
  await expect(desk.getByRole('img', { name: 'QR code of the link' })).toBeVisible();
  const link = new URL(
    await desk.getByRole('textbox', { name: 'Link of the device' }).inputValue(),
  );
  await page.goto(link.pathname + link.hash);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Singing for beginners');
  await expect(page).not.toHaveURL(/lend=/);
  await expect(desk.getByText('“Phone of the choir” can scan now')).toBeVisible();
  await expect(result(page)).toContainText('Ready');
  await expect(result(page)).toContainText('0 of 4 in');

  await scan(page, first?.code);
  await expect(result(page)).toContainText('Let in');
  await expect(result(page)).toContainText('John Doe');
  await expect(result(page)).toContainText('Nave · Adult');
  await expect(result(page)).toHaveClass(/good/);
  await expect(page.getByText('3 more of this booking aren’t in yet')).toBeVisible();
  await scan(page, first?.code);
  await expect(result(page)).toContainText('Already in');
  await expect(result(page)).toContainText(/Since \d\d:\d\d, Gate B/);
  await expect(result(page)).toHaveClass(/look/);

  // A mistake, undone; by the number that somebody reads.
  await scan(page, second?.serial);
  await expect(result(page)).toContainText('Let in');
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(result(page)).toContainText('Undone');
  await scan(page, second?.code);
  await expect(result(page)).toContainText('Let in');

  // What is no ticket of this event, or none any more.
  await scan(page, altered(fourth?.code));
  await expect(result(page)).toContainText('Refuse');
  await expect(result(page)).toContainText('This code is forged or damaged.');
  await boxOffice.send(
    'post',
    `events/${eventId}/bookings/${bookingId}/ticket-codes/${fourth?.ticketId ?? ''}/replace`,
    {},
  );
  await page.reload();
  // It has read the list when it goes on to the scans.
  await page.waitForRequest(/\/door\/events\/\d+\/scans$/);
  await expect(result(page)).toContainText('2 of 4 in');
  await scan(page, fourth?.code);
  await expect(result(page)).toContainText('it was replaced, passed on or refunded');
  await expect(result(page)).toHaveClass(/refuse/);

  await untilKept(page);
  await context.setOffline(true);
  await scan(page, third?.code);
  await expect(result(page)).toContainText('Let in');
  await expect(page.getByText('Offline: scans are kept and sent later')).toBeVisible();
  await expect(page.getByText('1 scan to send')).toBeVisible();
  // The phone is switched off and on again.
  await page.goto('about:blank');
  await page.goto('/door');
  await expect(result(page)).toContainText('3 of 4 in');
  await expect(page.getByText('1 scan to send')).toBeVisible();
  await scan(page, third?.code);
  await expect(result(page)).toContainText('Already in');
  await context.setOffline(false);
  await expect(page.getByText('Connected')).toBeVisible();
  await expect(page.getByText('1 scan to send')).toBeHidden();

  await desk.goto(`/organiser/1/events/${eventId}/admission`);
  await expect(desk.getByRole('row', { name: /Gate B/ })).toContainText('3');
  await desk.getByLabel('As often as they like').check();
  await expect(desk.getByText('Re-entry: As often as they like')).toBeVisible();

  await desk.goto('/organiser/1/door');
  await desk.getByRole('button', { name: 'Take back Phone of the choir' }).last().click();
  await desk.getByRole('button', { name: 'Take back', exact: true }).click();
  await expect(page.getByText('This device was taken back')).toBeVisible();
  await office.close();
});

/** A picture as a camera sees it: 640 × 480, in YUV4MPEG2, with a QR code in its middle. */
function pictureOf(text: string): Buffer {
  const [width, height, quiet] = [640, 480, 4];
  const { modules } = create(text, { errorCorrectionLevel: 'M' });
  const size = Math.floor(height / (modules.size + 2 * quiet));
  const left = Math.floor((width - size * modules.size) / 2);
  const top = Math.floor((height - size * modules.size) / 2);
  const luma = Buffer.alloc(width * height, 235);
  for (let row = 0; row < modules.size * size; row++) {
    for (let column = 0; column < modules.size * size; column++) {
      if (modules.get(Math.floor(row / size), Math.floor(column / size))) {
        luma[(top + row) * width + left + column] = 16;
      }
    }
  }
  const colours = Buffer.alloc((width * height) / 2, 128);
  const frame = Buffer.concat([Buffer.from('FRAME\n'), luma, colours]);
  return Buffer.concat([Buffer.from('YUV4MPEG2 W640 H480 F20:1 Ip C420mpeg2\n'), frame, frame]);
}

test('reads a code through the camera, and lets people in and out by rule', async ({
  playwright,
  launchOptions,
  baseURL,
  boxOffice,
}, testInfo) => {
  const { eventId, codes } = await sold(boxOffice, 1);
  await boxOffice.send('put', `events/${eventId}/admission`, { reentry: 'after_exit' });
  const device = { name: AT_DOOR.phone, gate: AT_DOOR.other };
  const lent = await boxOffice.send<LentDoorDeviceDto>('post', 'door-devices', device);
  const film = testInfo.outputPath('camera.y4m');
  writeFileSync(film, pictureOf(codes[0]?.code ?? ''));
  const seeing = await playwright.chromium.launch({
    ...launchOptions,
    args: [
      ...(launchOptions.args ?? []),
      '--use-fake-ui-for-media-stream',
      '--use-fake-device-for-media-stream',
      `--use-file-for-fake-video-capture=${film}`,
    ],
  });
  const page = await seeing.newPage({ baseURL, ...PHONE });
  const { pathname, hash } = new URL(lent.link);
  await page.goto(pathname + hash);
  // Several have its name: the one that was made last starts no later than the others.
  await page
    .getByRole('button', { name: /Singing for beginners/ })
    .last()
    .click();
  await expect(page.getByRole('button', { name: 'Scan people out' })).toBeVisible();
  await page.getByRole('button', { name: 'Scan with the camera' }).click();
  await expect(result(page)).toContainText('Let in');
  await expect(result(page)).toContainText('John Doe');
  // Still before the camera, it isn't scanned again.
  await page.getByRole('button', { name: 'Stop the camera' }).click();
  await scan(page, codes[0]?.serial);
  await expect(result(page)).toContainText('Already in');
  await page.getByRole('button', { name: 'Scan people out' }).click();
  await scan(page, codes[0]?.serial);
  await expect(result(page)).toContainText('Out');
  await scan(page, codes[0]?.serial);
  await expect(result(page)).toContainText('Not in');
  await page.getByRole('button', { name: 'Scan people out' }).click();
  await scan(page, codes[0]?.serial);
  await expect(result(page)).toContainText('Let in');
  await seeing.close();
  await boxOffice.takeBack(lent.id);
});

test('lets a member scan with their own phone, and finds people by name', async ({
  page,
  boxOffice,
}) => {
  await sold(boxOffice, 2);
  await page.goto('/door');
  await page.getByRole('main').getByRole('link', { name: 'Sign in' }).click();
  await page.getByLabel('Email').fill('organiser@boxoffice.example');
  await page.getByLabel('Password', { exact: true }).fill('midnight orchestra at pier 4');
  await page.getByRole('main').getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.waitForURL('/door');
  const house = await page.request.get('/api/v1/organisers/1');
  const { data } = (await house.json()) as Envelope<OrganiserSummaryDto>;
  await page.getByRole('button', { name: `Scan for ${data.name}` }).click();
  await page
    .getByRole('button', { name: /Singing for beginners/ })
    .last()
    .click();

  await page.getByLabel('Code, ticket number or name').fill('john');
  await page.getByRole('list', { name: 'Found' }).getByRole('button').first().click();
  await expect(result(page)).toContainText('Let in');
  await expect(result(page)).toBeFocused();
  await page.getByRole('button', { name: 'Let in John Doe' }).click();
  await expect(page.getByText('of this booking')).toBeHidden();
  await page.getByRole('button', { name: 'Other event' }).click();
  await expect(page.getByRole('heading', { name: 'Choose an event' })).toBeVisible();
  for (const { id, own } of await boxOffice.read<DoorDeviceDto[]>('door-devices')) {
    if (own) await boxOffice.takeBack(id);
  }
});
