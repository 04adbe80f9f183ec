import type { OrganiserEventDto } from '@boxoffice/contracts';
import type { Page } from '@playwright/test';
import { startSignedIn } from './person.js';
import { expect, test } from './test.js';

const question = (page: Page) => page.getByRole('dialog', { name: 'Leave without saving?' });

test('asks before what was typed and not saved is lost', async ({ page, boxOffice }) => {
  test.slow();
  const event = await boxOffice.publishWorkshop();
  const at = `/organiser/1/events/${event}`;
  await startSignedIn(page, 'organiser@boxoffice.example');
  await page.goto(at);
  const pages = page.getByRole('navigation', { name: 'Event' });
  const leave = (to: string) => pages.getByRole('link', { name: to, exact: true }).click();
  await leave('Edit details');
  const subtitle = page.getByLabel('Subtitle');
  await subtitle.fill('With a cellist');

  // Escape means staying, and so does the answer that has the focus; back asks, too, and breaks no history.
  await leave('Codes');
  await expect(question(page).getByRole('button', { name: 'Keep editing' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(question(page)).toHaveCount(0);
  await page.goBack();
  await question(page).getByRole('button', { name: 'Keep editing' }).press('Enter');
  await expect(question(page)).toHaveCount(0);
  await expect(page).toHaveURL(/\/edit$/);
  await expect(subtitle).toHaveValue('With a cellist');

  // The browser is told to ask, too, in its own words.
  const isTold = () =>
    page.evaluate(() => {
      const leaving = new Event('beforeunload', { cancelable: true });
      return !window.dispatchEvent(leaving);
    });
  expect(await isTold()).toBe(true);

  // Saved: nothing to ask. Discarded by name: nothing to ask either.
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page).toHaveURL(new RegExp(`${at}$`));
  expect(await isTold()).toBe(false);
  await leave('Edit details');
  await subtitle.fill('Without a cellist');
  await page.getByRole('link', { name: 'Discard changes' }).click();
  await expect(page).toHaveURL(new RegExp(`${at}$`));
  expect((await boxOffice.read<{ subtitle: string }>(`events/${event}`)).subtitle).toBe(
    'With a cellist',
  );

  // Every other form.
  const forms: [page: string, type: () => Promise<unknown>][] = [
    ['fees', () => page.getByRole('button', { name: 'Add fee' }).click()],
    ['questions', () => page.getByRole('button', { name: 'Add question' }).click()],
    ['codes', () => page.getByLabel('Code', { exact: true }).fill('SPRING')],
    ['allotments', () => page.getByLabel('Name', { exact: true }).fill('Press')],
    ['tiers', () => page.getByLabel('Number of tickets').fill('12')],
    ['counter', () => page.getByRole('spinbutton').first().fill('2')],
    ['', () => page.getByLabel('Date 1').fill('2098-04-01T10:00')],
    ['../../members', () => page.getByLabel('Email').fill('somebody@example.org')],
    ['../../details', () => page.getByLabel('Name', { exact: true }).fill('Another house')],
    ['../new', () => page.getByLabel('Name', { exact: true }).fill('A night')],
  ];
  for (const [form, type] of forms) {
    await page.goto(new URL(`${at}/${form}`, 'http://own.invalid').pathname);
    await type();
    await page.getByRole('link', { name: 'All organisations' }).click();
    await question(page).getByRole('button', { name: 'Discard changes' }).click();
    await expect(page, form).toHaveURL(/\/organiser(\/1)?$/);
  }
});

test('keeps what was typed before all of the page was read', async ({ page }) => {
  await startSignedIn(page, 'organiser@boxoffice.example');
  const read = Promise.withResolvers<'allowed'>();
  await page.route('**/organisers/1/events/1', async (route) => {
    await read.promise;
    await route.continue();
  });
  await page.goto('/organiser/1/events/1/allotments');
  await page.getByLabel('Name', { exact: true }).fill('Press');
  await page.getByLabel('Number of tickets').fill('5');
  read.resolve('allowed');
  await expect(page.getByLabel('Tier').locator('option')).toHaveCount(3);
  await expect(page.getByLabel('Name', { exact: true })).toHaveValue('Press');
  await expect(page.getByLabel('Number of tickets')).toHaveValue('5');
  await expect(page.getByLabel('Tier')).not.toHaveValue('');
});

test('leads from the checklist to what is missing, shows a draft as buyers will see it, and says what was done', async ({
  page,
  boxOffice,
}) => {
  test.slow();
  const { id } = await boxOffice.send<OrganiserEventDto>('post', 'events', {
    name: 'A night of songs',
    timeZone: 'Europe/Berlin',
    startsAt: '2098-04-14T19:30',
    saleStartsAt: '2098-01-01T09:00',
    currency: 'EUR',
    maxTicketsPerBooking: 6,
    description: 'Songs by **Brahms**.',
    tiers: [{ name: 'Stalls', priceMinor: 2_000, capacity: 30 }],
    fees: [{ name: 'Booking fee', per: 'ticket', amountMinor: 150 }],
  });
  const at = `/organiser/1/events/${id}`;
  await startSignedIn(page, 'organiser@boxoffice.example');
  await page.goto(at);
  const checklist = page.getByRole('region', { name: 'Before you publish' });
  await checklist.getByRole('link', { name: 'A venue' }).press('Enter');
  await expect(page.getByLabel('Venue', { exact: true })).toBeFocused();
  await page.keyboard.type('Town hall');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(checklist.getByRole('link', { name: 'A venue' })).toHaveCount(0);
  await expect(checklist.getByText('A description')).toBeVisible();
  // Lists offer what has a name, and what people pay with.
  await page.goto(`${at}/edit`);
  await expect(page.getByLabel('Currency', { exact: true })).toBeVisible();
  const offered = (label: string) =>
    page.getByLabel(label, { exact: true }).locator('option').allInnerTexts();
  expect(
    (await offered('Language (optional)')).filter((name) => /^[a-z]{2,3}$/.test(name)),
  ).toEqual([]);
  expect((await offered('Currency')).filter((name) => /^(BOV|XAD|USN|EUR) /.test(name))).toEqual([
    'EUR · Euro',
  ]);
  await page.goto(at);
  // Members find their workspace in the header.
  await expect(page.getByRole('banner').getByRole('link', { name: 'Workspace' })).toBeVisible();

  const said = (words: string) =>
    expect(page.locator('mat-snack-bar-container')).toContainText(words);
  const capacity = page.getByLabel('Tickets: Stalls');
  await capacity.fill('40');
  await capacity.press('Enter');
  await said('Stalls: 40 tickets from now on');
  await page.goto(`${at}/allotments`);
  await page.getByLabel('Name', { exact: true }).fill('Press');
  await page.getByLabel('Number of tickets').fill('5');
  await page.getByRole('button', { name: 'Set tickets aside' }).click();
  await said('Tickets set aside: Press');
  await page.getByRole('button', { name: /^Release/ }).click();
  await said('Press: tickets released for general sale');
  const main = page.getByRole('main');
  await page.goto(`${at}/preview`);
  await expect(main.getByText('On sale from Wednesday, 1 January 2098')).toBeVisible();
  await expect(main.getByText('Have a code?')).toHaveCount(0);
  await page.goto(`${at}/codes`);
  await page.getByLabel('Code', { exact: true }).fill('SPRING');
  await page.getByLabel('Discount per ticket').fill('10');
  await page.getByRole('button', { name: 'Create code' }).click();
  await said('Code created');
  await page.getByRole('button', { name: 'Disable SPRING' }).click();
  await said('SPRING: disabled');

  await page.goto(`${at}/preview`);
  for (const seen of ['€21.50', 'Prices include: €1.50 Booking fee', 'Have a code?', 'Town hall']) {
    await expect(main.getByText(seen).first(), seen).toBeVisible();
  }
  await expect(main.getByText('Up to 6 tickets per order.')).toBeVisible();
  await expect(main.locator('strong', { hasText: 'Brahms' })).toBeVisible();
  await expect(main.locator('box-poster')).toBeVisible();
  await expect(main.getByText('Tickets sold by')).toBeVisible();

  // A finished tier is a line.
  await page.goto(`${at}/tiers`);
  await expect(main.getByText('40 tickets · €20')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Save tier' })).toBeHidden();
  await main.getByText('40 tickets · €20').click();
  await expect(page.getByRole('button', { name: 'Save tier' })).toBeVisible();
});
