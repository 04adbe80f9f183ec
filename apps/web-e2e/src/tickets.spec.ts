import type { OrganiserEventDto } from '@boxoffice/contracts';
import type { Page } from '@playwright/test';
import { JOHN } from './box-office.js';
import { freshAddress } from './mailbox.js';
import { startSignedIn } from './person.js';
import { expect, test } from './test.js';

test.use({ viewport: { width: 390, height: 844 }, hasTouch: true });

/** The page of a booking's tickets, kept for when there is no network. */
async function openTickets(page: Page, bookingId: string): Promise<void> {
  await page.goto(`/bookings/${bookingId}`);
  await page.getByRole('link', { name: 'Show at the door' }).click();
  await page.waitForURL(`/bookings/${bookingId}/tickets`);
  await expect(page.getByText('Saved on this device')).toBeVisible();
}

test('shows one ticket at a time, also without a network, and to nobody after signing out', async ({
  page,
  context,
  boxOffice,
}) => {
  const workshop = await boxOffice.publishWorkshop();
  const booking = await boxOffice.reserve(
    [
      { tier: 'Nave', quantity: 2 },
      { tier: 'Gallery', quantity: 1 },
    ],
    JOHN,
    workshop,
  );
  await boxOffice.pay(booking);
  await startSignedIn(page, 'john@boxoffice.example');
  await openTickets(page, booking.bookingId);

  const deck = page.getByRole('list', { name: 'Your tickets' });
  const inFront = deck.getByRole('listitem').filter({ visible: true });
  await expect(deck.getByRole('listitem')).toHaveCount(3);
  await expect(deck.getByRole('listitem').first()).toContainText('Nave · Adult');
  await expect(deck.getByRole('listitem').first()).toBeInViewport({ ratio: 0.5 });
  await expect(deck.getByRole('listitem').nth(1)).not.toBeInViewport({ ratio: 0.1 });
  await expect(inFront.first()).toContainText('St Mary’s Church');

  // Each has a code of its own, and a number that can't be counted on from.
  const codes = page.getByRole('img', { name: /^QR code of ticket/ });
  await expect(codes).toHaveCount(3);
  const serials = await page.getByTestId('serial').allInnerTexts();
  expect(new Set(serials).size).toBe(3);
  for (const serial of serials)
    expect(serial).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/);
  const { width = 0 } = (await codes.first().boundingBox()) ?? {};
  expect(width).toBeGreaterThan(300);

  // By button, by key, and as far as a swipe leaves the deck.
  await page.getByRole('button', { name: 'Next ticket' }).click();
  await expect(page.getByText('Ticket 2 of 3')).toBeVisible();
  await expect(deck.getByRole('listitem').nth(1)).toBeInViewport({ ratio: 0.5 });
  await deck.press('ArrowRight');
  await expect(page.getByText('Ticket 3 of 3')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Next ticket' })).toBeDisabled();
  await deck.evaluate((element) => element.scrollBy({ left: -0.7 * element.clientWidth }));
  await expect(page.getByText('Ticket 2 of 3')).toBeVisible();

  await context.setOffline(true);
  await page.reload();
  await expect(page.getByText('You’re offline')).toBeVisible();
  await expect(deck.getByRole('listitem')).toHaveCount(3);
  expect(await page.getByTestId('serial').allInnerTexts()).toEqual(serials);
  // What else the site has does not open, nor do tickets that weren't opened here before.
  await page.goto('/bookings/1/tickets');
  await expect(deck).toBeHidden();
  await page.goto(`/bookings/${booking.bookingId}/tickets`);
  await page.evaluate(() => localStorage.setItem('boxoffice.language', 'de'));
  await page.reload();
  await expect(page.getByText('Sie sind offline')).toBeVisible();
  await expect(page.getByRole('list', { name: 'Ihre Tickets' })).toContainText('Freitag');

  await context.setOffline(false);
  await expect(page.getByText('Auf diesem Gerät gespeichert')).toBeVisible();
  await page.getByRole('button', { name: /John Doe/ }).click();
  await page.getByRole('menuitem', { name: 'Abmelden' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Sie sind abgemeldet');
  await context.setOffline(true);
  await page.goto(`/bookings/${booking.bookingId}/tickets`);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(page.getByText('Nave')).toBeHidden();
  expect(await page.evaluate(() => JSON.stringify(localStorage))).not.toContain('Nave');
});

test('shows a code that changes every 30 seconds where the event wants it, also without a network', async ({
  page,
  context,
  boxOffice,
}) => {
  const eventId = await boxOffice.publishWorkshop();
  await boxOffice.send('patch', `events/${eventId}`, { codesRotate: true });
  const booking = await boxOffice.reserve([{ tier: 'Gallery', quantity: 1 }], JOHN, eventId);
  await boxOffice.pay(booking);
  await page.clock.install();
  await openTickets(page, booking.bookingId);
  const shown = page.getByRole('img', { name: /^QR code of ticket/ }).locator('path');
  const first = (await shown.getAttribute('d')) ?? '';
  expect(first).not.toBe('');

  await context.setOffline(true);
  await page.clock.runFor(30_000);
  await expect(shown).not.toHaveAttribute('d', first);
});

test('passes a ticket on, which its receiver shows from then on, and takes another one back', async ({
  page,
  browser,
  baseURL,
  boxOffice,
  mailbox,
}) => {
  const eventId = await boxOffice.publishWorkshop();
  await startSignedIn(page, 'organiser@boxoffice.example');
  await page.goto(`/organiser/1/events/${eventId}/edit`);
  await page.getByLabel('Passing on until: hours before the start').fill('24');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect
    .poll(async () => (await boxOffice.read<OrganiserEventDto>(`events/${eventId}`)).transferHours)
    .toBe(24);

  const booking = await boxOffice.reserve([{ tier: 'Gallery', quantity: 3 }], JOHN, eventId);
  await boxOffice.pay(booking);
  await startSignedIn(page, 'john@boxoffice.example');
  await page.goto(`/bookings/${booking.bookingId}`);
  const section = page.getByRole('region', { name: 'Pass on tickets' });
  const rows = section.getByRole('listitem');
  await expect(rows).toHaveCount(3);
  const dialog = page.getByRole('dialog', { name: 'Pass on this ticket' });
  const grace = freshAddress('grace');
  const passOn = async (row: number, email: string, name: string): Promise<void> => {
    await rows
      .nth(row)
      .getByRole('button', { name: /^Pass on/ })
      .click();
    await dialog.getByRole('button', { name: 'Send ticket' }).click();
    await expect(dialog.getByText('Enter an email address')).toBeVisible();
    await dialog.getByLabel('Their email').fill(email);
    await dialog.getByLabel('Their name').fill(name);
    await dialog.getByLabel('Their name').press('Enter');
    await expect(dialog).toBeHidden();
    await expect(page.getByText(`We’ve sent the ticket to ${email}.`)).toBeVisible();
    await expect(rows.nth(row)).toContainText('Waiting to be accepted');
  };
  await passOn(0, grace, 'Grace Hopper');
  await passOn(1, freshAddress('wrong'), '');
  await rows
    .nth(1)
    .getByRole('button', { name: /^Take back/ })
    .click();
  await expect(page.getByText('The ticket is yours again.')).toBeVisible();
  await expect(rows.nth(1).getByRole('button', { name: /^Pass on/ })).toBeVisible();

  const receiver = await (await browser.newContext({ baseURL, locale: 'de-DE' })).newPage();
  await receiver.goto(await mailbox.linkIn('ticket-offered', grace));
  await expect(receiver.getByRole('heading', { level: 1 })).toHaveText('Singing for beginners');
  await receiver.getByRole('button', { name: 'Ticket annehmen' }).click();
  const code = receiver.getByRole('img', { name: /^QR-Code/ });
  await expect(code).toBeVisible();
  await expect(receiver.getByText('Grace Hopper')).toBeVisible();
  const serial = await receiver.getByTestId('serial').innerText();
  await receiver.reload();
  await expect(receiver.getByTestId('serial')).toHaveText(serial);
  await receiver.context().close();

  await page.reload();
  await expect(rows.first()).toContainText('Grace Hopper');
  await expect(rows.first()).toContainText('Accepted: your code no longer works');
  await expect(rows.first().getByRole('button')).toHaveCount(0);
  await openTickets(page, booking.bookingId);
  const shown = page.getByRole('list', { name: 'Your tickets' }).getByRole('listitem');
  await expect(shown).toHaveCount(2);
  expect(await page.getByTestId('serial').allInnerTexts()).not.toContain(serial);
});
