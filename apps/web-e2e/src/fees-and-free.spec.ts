import type { Envelope, OrganiserDto, OrganiserEventDto } from '@boxoffice/contracts';
import type { Page } from '@playwright/test';
import { freshAddress } from './mailbox.js';
import { withoutDemo } from './person.js';
import { expect, test } from './test.js';

const FREE = { name: 'Open rehearsal', tiers: [{ name: 'Nave', priceMinor: 0, capacity: 20 }] };
const CHARGED = {
  name: 'Mass in B minor',
  tiers: [
    {
      name: 'Nave',
      priceMinor: 2_800,
      capacity: 20,
      ticketTypes: [
        { name: 'Adult', priceMinor: 2_800 },
        { name: 'Student', priceMinor: 1_400 },
        { name: 'Companion', priceMinor: 0 },
      ],
    },
  ],
  fees: [
    { name: 'service fee', basisPoints: 500, per: 'ticket' },
    { name: 'Booking fee', amountMinor: 150, per: 'booking' },
  ],
  tax: { name: 'VAT', basisPoints: 1_900, included: false },
};

/** Publishes an event of an organisation of its own, over HTTP. */
async function publish(page: Page, event: object): Promise<string> {
  const signIn = { email: 'organiser@boxoffice.example', password: 'midnight orchestra at pier 4' };
  const signedIn = await page.request.post('/api/v1/auth/sign-in', { data: signIn });
  const { data } = (await signedIn.json()) as Envelope<{ accessToken: string }>;
  const headers = { Authorization: `Bearer ${data.accessToken}` };
  const place = { currency: 'EUR', timeZone: 'Europe/Berlin' };
  const founded = await page.request.post('/api/v1/organisers', {
    headers,
    data: { name: 'Choir', contactEmail: 'tickets@choir.example', language: 'en', ...place },
  });
  const { id } = ((await founded.json()) as Envelope<OrganiserDto>).data;
  const events = `/api/v1/organisers/${id}/events`;
  const created = await page.request.post(events, {
    headers,
    data: { ...event, ...place, venue: 'St Mary’s Church', startsAt: '2097-03-14T19:30' },
  });
  expect(created.status(), await created.text()).toBe(201);
  const { id: eventId } = ((await created.json()) as Envelope<OrganiserEventDto>).data;
  const published = await page.request.post(`${events}/${eventId}/publish`, { headers, data: {} });
  expect(published.status(), await published.text()).toBe(200);
  await page.context().clearCookies();
  return eventId;
}

const choose = (page: Page, name: string, quantity: number) =>
  page.getByRole('spinbutton', { name: `${name} tickets` }).fill(`${quantity}`);

test('shows the full price from the first look to the booking', async ({ page, visitor }) => {
  const eventId = await publish(page, CHARGED);
  await page.goto(`/events/${eventId}`);
  const tiers = page.locator('box-tier-ticket');
  await expect(tiers.nth(0).locator('.price')).toHaveText('€34.99');
  await expect(tiers.nth(1).locator('.price')).toHaveText('€17.49');
  await expect(tiers.nth(2).locator('.price')).toHaveText('Free');
  await expect(page.getByText('Prices include: 19% VAT, 5% service fee.')).toBeVisible();
  await expect(page.getByText('Once per order: €1.79 Booking fee.')).toBeVisible();
  await choose(page, 'Nave · Adult', 2);
  await choose(page, 'Nave · Student', 1);
  await expect(page.getByRole('button', { name: 'Checkout · €89.26' })).toBeVisible();
  await visitor.holdButton().click();
  await page.waitForURL(/\/checkout\/\d+$/);
  const held = page.locator('box-held-tickets');
  await expect(held).toContainText('€34.99 each');
  await expect(held).toContainText('Booking fee€1.79');
  await expect(held).toContainText('Includes 19% VAT');
  await visitor.fillCard();
  await page.getByRole('button', { name: 'Pay €89.26' }).click();
  await expect(page.getByText('Paid: €89.26')).toBeVisible();
  const receipt = page.getByRole('region', { name: 'What you paid' });
  await expect(receipt).toContainText('2 × Nave · Adult€69.98');
  await expect(receipt).toContainText('Booking fee€1.79');
  await expect(receipt).toContainText('Includes service fee€3.50');
});

test('gives free tickets to a guest without a checkout', async ({ page, visitor, mailbox }) => {
  const eventId = await publish(page, FREE);
  await withoutDemo(page);
  await page.goto(`/events/${eventId}`);
  await expect(page.locator('box-tier-ticket .price')).toHaveText('Free');
  await choose(page, 'Nave', 1);
  await page.getByRole('button', { name: 'Get tickets' }).click();
  const step = page.getByRole('dialog', { name: 'Where should we send your tickets?' });
  const email = freshAddress('free');
  await step.getByLabel('Name').fill('Grace Hopper');
  await step.getByLabel('Email').fill(email);
  await step.getByRole('button', { name: 'Get tickets' }).click();
  await page.waitForURL(/\/bookings\/\d+$/);
  await expect(page.getByRole('heading', { name: 'Your ticket is confirmed' })).toBeVisible();
  await expect(page.getByText(/paid/i)).toHaveCount(0);
  expect(await visitor.ticketNumbers()).toHaveLength(1);
  await mailbox.linkIn('booking-confirmed', email);
});
