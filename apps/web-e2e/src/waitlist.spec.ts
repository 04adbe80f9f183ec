import { freshAddress } from './mailbox.js';
import { JANE } from './box-office.js';
import { startSignedIn, withoutDemo } from './person.js';
import { expect, test } from './test.js';

test('waits for a sold-out tier, leaves, comes again and buys what comes back, once the organiser resumes', async ({
  page,
  visitor,
  mailbox,
  boxOffice,
  browser,
}) => {
  test.slow();
  const eventId = await boxOffice.publish({
    name: 'Quartet at midnight',
    venue: 'St Mary’s Church',
    timeZone: 'Europe/Berlin',
    startsAt: '2098-04-14T23:00',
    currency: 'USD',
    maxTicketsPerUser: null,
    tiers: [{ name: 'Nave', priceMinor: 2_800, capacity: 2 }],
  });
  const nave = [{ tier: 'Nave', quantity: 1 }];
  const taken = await boxOffice.reserve(nave, JANE, eventId);
  // The other one stays held, so that the tier stays sold out.
  await boxOffice.reserve(nave, JANE, eventId);
  await withoutDemo(page);
  await page.goto(`/events/${eventId}`);

  const ask = page.getByRole('button', { name: 'Join the waitlist' });
  await ask.first().click();
  const who = page.getByRole('dialog').filter({ has: page.getByLabel('Email') });
  const email = freshAddress('grace');
  await who.getByLabel('Name').fill('Grace Hopper');
  await who.getByLabel('Email').fill(email);
  await who.getByRole('button', { name: 'Continue', exact: true }).click();
  const what = page.getByRole('dialog', { name: 'Join the waitlist' });
  await what.getByRole('checkbox', { name: 'Nave' }).check();
  await what.getByRole('button', { name: 'Join the waitlist' }).click();
  await expect(page.getByText('You’re number 1 on the waitlist')).toBeVisible();

  await page.getByRole('button', { name: 'Leave the waitlist' }).click();
  await ask.first().click();
  await what.getByRole('checkbox', { name: 'Nave' }).check();
  await what.getByRole('button', { name: 'Join the waitlist' }).click();
  await expect(page.getByText('You’re number 1 on the waitlist')).toBeVisible();

  const office = await browser.newContext();
  const organiser = await office.newPage();
  await startSignedIn(organiser, 'organiser@boxoffice.example');
  await organiser.goto(`/organiser/1/events/${eventId}/waitlist`);
  await expect(organiser.getByRole('row').filter({ hasText: email })).toHaveCount(2);
  await organiser.getByRole('button', { name: 'Pause the waitlist' }).click();
  await expect(organiser.getByRole('button', { name: 'Resume' })).toBeVisible();
  await boxOffice.cancel(taken, JANE);
  await page.reload();
  await expect(page.getByText('The organiser has paused the waitlist.')).toBeVisible();
  await organiser.getByRole('button', { name: 'Resume' }).click();
  await expect(organiser.getByRole('button', { name: 'Pause the waitlist' })).toBeVisible();

  // A process looks every ten seconds who is next.
  await expect(async () => {
    await page.reload();
    await expect(page.getByText('We’re holding tickets for you')).toBeVisible({ timeout: 3_000 });
  }).toPass({ timeout: 90_000 });
  expect(await mailbox.linkIn('waitlist-offer', email)).toContain('/guest-bookings?token=');
  await page.getByRole('link', { name: 'Go to checkout', exact: true }).click();
  await page.waitForURL(/\/checkout\/\d+$/);
  await visitor.pay();
  expect(await visitor.ticketNumbers()).toHaveLength(1);
  await organiser.reload();
  await expect(organiser.getByText('Bought tickets')).toBeVisible();
  await office.close();
});
