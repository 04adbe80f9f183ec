import type { OrganiserEventSummaryDto, OrganiserSeriesDto } from '@boxoffice/contracts';
import type { Page } from '@playwright/test';
import type { BoxOffice } from './box-office.js';
import { Person, startSignedIn } from './person.js';
import { expect, test } from './test.js';
import { withoutPageAnswers } from './without-page-answers.js';

/** Any read of the API but those that the frame around every page makes. */
const READS =
  /\/api\/v1\/(organisers\/\d+\/.+|series\/.+|events\/\d+\/organiser|organisers(\?.*)?)$/;

/** What a page reads beside the event itself. */
const BESIDE_THE_EVENT = /\/organisers\/\d+\/events\/\d+\/.+/;

/** Between the page and the API. */
class Network {
  private state = Promise.withResolvers<'fails' | 'works'>();

  static async between(page: Page, reads: RegExp): Promise<Network> {
    const network = new Network();
    await page.route(reads, async (route) => {
      const state = await network.state.promise;
      await (state === 'fails' ? route.abort() : route.continue());
    });
    return network;
  }

  /** No answer comes until the network fails or recovers. */
  slow(): void {
    this.state = Promise.withResolvers();
  }

  fail(): void {
    this.become('fails');
  }

  recover(): void {
    this.become('works');
  }

  /** Also for those that wait. */
  private become(state: 'fails' | 'works'): void {
    this.state.resolve(state);
    this.slow();
    this.state.resolve(state);
  }
}

/** What a page says that has failed to load, and what it offers. */
const again = (page: Page) => page.getByRole('main').getByRole('button', { name: 'Try again' });

const why = (page: Page) => page.getByRole('main').getByText(/^We (couldn’t load|can’t reach) /);

/** Every page that reads something before it has anything to show, beside those that `states.spec.ts` tries. */
async function pagesThatRead(boxOffice: BoxOffice): Promise<string[]> {
  const event = await boxOffice.publishWorkshop();
  const dates = { eventId: event, startsAt: ['2098-03-15T10:00'] };
  const series = await boxOffice.send<OrganiserSeriesDto>('post', 'series', dates);
  const booking = await boxOffice.reserve([{ tier: 'Nave', quantity: 1 }], '1', event);
  const { tiers } = await boxOffice.read<{ tiers: { id: string }[] }>(`events/${event}`);
  const sale = await boxOffice.send<{ bookingId: string }>(
    'post',
    `events/${event}/counter-sales`,
    {
      lines: [{ tierId: tiers[0]?.id, quantity: 1 }],
      method: 'card',
    },
  );
  const ofEvent = [
    '',
    '/edit',
    '/preview',
    '/questions',
    '/dashboard',
    '/tiers',
    '/allotments',
    '/waitlist',
    '/bookings',
    `/bookings/${booking.bookingId}`,
    '/guests',
    '/counter',
    `/counter/${sale.bookingId}`,
  ];
  return [
    `/series/${series.id}`,
    `/events/${event}/legal/imprint`,
    '/organiser',
    '/organiser/1',
    `/organiser/1/series/${series.id}`,
    '/organiser/1/members',
    ...ofEvent.map((path) => `/organiser/1/events/${event}${path}`),
  ];
}

test('shows that a page is loading, says that it failed, and recovers', async ({
  page,
  boxOffice,
}) => {
  test.slow();
  await startSignedIn(page, 'organiser@boxoffice.example');
  await withoutPageAnswers(page);
  const network = await Network.between(page, READS);
  for (const address of await pagesThatRead(boxOffice)) {
    network.slow();
    await page.goto(address);
    await expect(page.locator('.skeleton').first(), `${address} is loading`).toBeVisible();
    await expect(page.getByRole('status').first(), `${address} says so`).toBeAttached();

    network.fail();
    await expect(again(page), `${address} failed`).toBeVisible();
    await expect(why(page), `${address} says why`).toBeVisible();
    await expect(page.locator('.skeleton')).toHaveCount(0);

    network.recover();
    await again(page).press('Enter');
    await expect(again(page), `${address} recovers`).toHaveCount(0);
    await expect(page.locator('.skeleton')).toHaveCount(0);
    await expect(why(page), `${address} is there`).toHaveCount(0);
  }
});

test('says so, where only a part of what it shows has failed to load', async ({
  page,
  boxOffice,
}) => {
  test.slow();
  await startSignedIn(page, 'organiser@boxoffice.example');
  const event = await boxOffice.publishWorkshop();
  const network = await Network.between(page, BESIDE_THE_EVENT);
  for (const part of [
    'preview',
    'questions',
    'codes',
    'dashboard',
    'allotments',
    'bookings',
    'guests',
  ]) {
    network.fail();
    await page.goto(`/organiser/1/events/${event}/${part}`);
    await expect(why(page), `${part} says why`).toBeVisible();
    network.recover();
    await again(page).press('Enter');
    await expect(why(page), `${part} recovers`).toHaveCount(0);
    await expect(page.locator('.skeleton')).toHaveCount(0);
  }
});

test('keeps what was typed when saving fails, and creates it once', async ({ page, boxOffice }) => {
  await startSignedIn(page, 'organiser@boxoffice.example');
  await page.goto('/organiser/1/events/new');
  const name = `A night of lost answers ${Date.now()}`;
  await page.getByLabel('Name', { exact: true }).fill(name);
  await page.getByLabel('Starts').fill('2098-05-01T20:00');
  await page.getByLabel('Tier name').fill('Stalls');
  await page
    .getByLabel(/^Price/)
    .last()
    .fill('20');
  await page.getByLabel('Number of tickets').fill('30');

  // The server creates it, and the answer is lost, however often the page asks again by itself.
  const events = '**/api/v1/organisers/1/events';
  await page.route(events, async (route) => {
    await route.fetch();
    await route.abort();
  });
  await page.getByRole('button', { name: 'Create draft' }).click();
  await expect(page.getByRole('alert')).toContainText('We can’t reach the server');
  await expect(page.getByLabel('Name', { exact: true })).toHaveValue(name);
  await expect(page.getByLabel('Tier name')).toHaveValue('Stalls');
  await expect(page.getByLabel('Number of tickets')).toHaveValue('30');

  await page.unroute(events);
  await page.getByRole('button', { name: 'Create draft' }).click();
  await page.waitForURL(/\/events\/\d+$/);
  const all = await boxOffice.read<OrganiserEventSummaryDto[]>('events?limit=100');
  expect(all.filter((event) => event.name === name)).toHaveLength(1);
});

/** An id that nothing has. */
const NOBODYS = '7300000000000000009';

test('says what isn’t there with a way back, and whom a page is for, where trying again can’t help', async ({
  page,
  boxOffice,
  browser,
  person,
}) => {
  test.slow();
  const heading = page.getByRole('heading', { level: 1 });
  const isMissing = async (address: string, said: string, back: string) => {
    await page.goto(address);
    await expect(heading, address).toHaveText(said);
    await expect(again(page), address).toHaveCount(0);
    await page.getByRole('main').getByRole('link', { name: back, exact: true }).last().click();
    await expect(page.getByText(said), `${address} leads back`).toHaveCount(0);
  };
  await startSignedIn(page, 'organiser@boxoffice.example');
  const event = `/organiser/1/events/${NOBODYS}`;
  const own = `/organiser/1/events/${await boxOffice.publishWorkshop()}`;
  for (const part of [
    '',
    '/edit',
    '/preview',
    '/questions',
    '/dashboard',
    '/tiers',
    '/allotments',
  ]) {
    await isMissing(`${event}${part}`, 'Event not found', 'Events');
  }
  for (const part of ['/codes', '/fees', '/bookings', '/guests', '/counter']) {
    await isMissing(`${event}${part}`, 'Event not found', 'Events');
  }
  await isMissing('/organiser/1/events/none', 'Event not found', 'Events');
  await isMissing(`/organiser/1/series/${NOBODYS}`, 'Series not found', 'Events');
  for (const part of ['bookings/1', `bookings/${NOBODYS}/attendees`, `counter/${NOBODYS}`]) {
    await isMissing(`${own}/${part}`, 'Booking not found', 'All bookings');
  }

  // Somebody who stands at the door, asked about pages for others: nothing is read, nothing is offered.
  const invitation = { email: person.email, role: 'door' };
  await boxOffice.send('post', 'invitations', invitation);
  const context = await browser.newContext();
  const theirs = new Person(await context.newPage(), person.mailbox, person.email);
  await theirs.beginWithAccount();
  await theirs.openLinkOfMail('organiser-invitation');
  await theirs.page.getByRole('button', { name: 'Accept invitation' }).click();
  await theirs.page.waitForURL(/\/organiser\/1$/);
  const isFor = async (address: string, whom: string) => {
    await theirs.page.goto(address);
    await expect(theirs.heading(), address).toHaveText('You don’t have access to this page');
    await expect(theirs.page.getByText(`This page is for ${whom}. Ask`), address).toBeVisible();
    await expect(again(theirs.page), address).toHaveCount(0);
  };
  await isFor('/organiser/1/details', 'owners');
  for (const part of ['/edit', '/preview', '/tiers', '/codes', '/fees']) {
    await isFor(`${own}${part}`, 'owners and managers');
  }
  for (const part of ['/dashboard', '/bookings', '/counter', '/questions', '/allotments']) {
    await isFor(`${own}${part}`, 'owners, managers and the box office');
  }
  await theirs.page
    .getByRole('main')
    .getByRole('link', { name: 'Events', exact: true })
    .last()
    .click();
  await theirs.page.waitForURL(/\/organiser\/1$/);
  await theirs.page.goto(`/organiser/${NOBODYS}`);
  await expect(theirs.heading()).toHaveText('Organisation not found');
  await context.close();
});
