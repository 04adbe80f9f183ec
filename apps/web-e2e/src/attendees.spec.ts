import type { Page } from '@playwright/test';
import { JOHN } from './box-office.js';
import { startSignedIn } from './person.js';
import { expect, test } from './test.js';

const ORGANISER = 'organiser@boxoffice.example';

/** Writes two questions in the workspace, the second one moved to the first place. */
async function writeQuestions(page: Page, eventId: string): Promise<void> {
  await page.goto(`/organiser/1/events/${eventId}`);
  await page.getByRole('link', { name: 'Attendees and questions' }).click();
  await page.getByLabel('Name on each ticket').selectOption('Required');
  await page.getByRole('button', { name: 'Add question' }).click();
  const question = (number: number) =>
    page.getByRole('group', { name: `Question ${number}`, exact: false });
  await expect(question(1).getByLabel('Question')).toBeFocused();
  await page.keyboard.type('Anything we should know?');
  await question(1).getByLabel('Asked', { exact: true }).selectOption('Once per booking');
  await page.getByRole('button', { name: 'Add question' }).click();
  await question(2).getByLabel('Question').fill('What would you like to eat?');
  await question(2).getByLabel('Answered with').selectOption('One choice');
  await question(2).getByLabel('Must be answered').check();
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(question(2).getByText('Enter at least two options')).toBeVisible();
  await question(2).getByLabel('Options').fill('Vegetarian\nWith meat');
  await question(2).getByRole('button', { name: 'Up' }).click();
  await expect(question(1).getByLabel('Question')).toHaveValue('What would you like to eat?');

  const preview = page.getByRole('region', { name: 'What buyers see' });
  await expect(preview.getByRole('group')).toHaveCount(3);
  await expect(preview.getByLabel('What would you like to eat?').first()).toBeVisible();
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Saved', { exact: true })).toBeVisible();
}

test('asks who comes while the tickets are held, and lets the buyer change it later', async ({
  page,
  boxOffice,
}) => {
  const eventId = await boxOffice.publishWorkshop();
  await startSignedIn(page, ORGANISER);
  await writeQuestions(page, eventId);

  await startSignedIn(page, 'john@boxoffice.example');
  await boxOffice.releaseHolds();
  const { bookingId } = await boxOffice.reserve(
    [
      { tier: 'Nave', quantity: 2 },
      { tier: 'Gallery', quantity: 1 },
    ],
    JOHN,
    eventId,
  );

  await page.goto(`/checkout/${bookingId}`);
  const ticket = (number: number) => page.getByRole('group', { name: `Ticket ${number} of 3` });
  await expect(page.getByRole('timer')).toBeVisible();
  await expect(ticket(1)).toContainText('Nave');
  await expect(ticket(3)).toContainText('Gallery');
  // The buyer's own details fill in the first one.
  await expect(ticket(1).getByLabel('Name')).toHaveValue('John Doe');

  // A reload while typing loses nothing: what was typed is kept with the hold.
  const kept = page.waitForResponse((answer) => {
    const isSaved = answer.request().method() === 'PUT' && answer.ok();
    return isSaved && answer.request().postData()?.includes('Grace Hopper') === true;
  });
  await ticket(2).getByLabel('Name').fill('Grace Hopper');
  await kept;
  await page.reload();
  await expect(ticket(1).getByLabel('Name')).toHaveValue('John Doe');
  await expect(ticket(2).getByLabel('Name')).toHaveValue('Grace Hopper');
  await expect(ticket(3).getByLabel('Name')).toHaveValue('');

  // What is missing is said at its field, of the card as well, and the keyboard goes to the first; nothing is charged.
  await page.getByRole('button', { name: /^Pay / }).click();
  await expect(page.getByText('Enter the card number')).toBeVisible();
  await expect(ticket(3).getByText('Enter a name')).toBeVisible();
  await expect(ticket(1).getByLabel('What would you like to eat?')).toBeFocused();
  await page.getByRole('button', { name: 'Use a demo card' }).click();
  await page.getByRole('button', { name: /^Pay / }).click();
  await expect(ticket(1).getByLabel('What would you like to eat?')).toBeFocused();
  await expect(ticket(3).getByText('Enter a name')).toBeVisible();
  expect((await boxOffice.booking(bookingId)).status).toBe('pending');

  await ticket(1).getByLabel('What would you like to eat?').selectOption('Vegetarian');
  await ticket(1).getByRole('button', { name: 'Copy to all tickets' }).click();
  await expect(ticket(3).getByLabel('What would you like to eat?')).toHaveValue('Vegetarian');
  await ticket(3).getByLabel('Name').fill('Ada Lovelace');
  await page.getByLabel('Anything we should know?').fill('We’ll be late');
  await page.getByRole('button', { name: /^Pay / }).click();
  await page.waitForURL(`/bookings/${bookingId}`);
  for (const name of ['John Doe', 'Grace Hopper', 'Ada Lovelace']) {
    await expect(page.getByRole('listitem').filter({ hasText: name })).toBeVisible();
  }

  await page.getByRole('link', { name: 'Edit attendees' }).click();
  await expect(ticket(3).getByLabel('What would you like to eat?')).toHaveValue('Vegetarian');
  await ticket(3).getByLabel('Name').fill('');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(ticket(3).getByLabel('Name')).toBeFocused();
  await ticket(3).getByLabel('Name').fill('Hedy Lamarr');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.waitForURL(`/bookings/${bookingId}`);
  await expect(page.getByRole('listitem').filter({ hasText: 'Hedy Lamarr' })).toBeVisible();

  // The organiser does the same for the buyer, and the door finds people by those names.
  await startSignedIn(page, ORGANISER);
  const workspace = `/organiser/1/events/${eventId}`;
  await page.goto(`${workspace}/bookings/${bookingId}`);
  const attendees = page.getByRole('region', { name: 'Attendees' });
  await expect(attendees.getByRole('listitem').filter({ hasText: 'Hedy' })).toContainText(
    'Vegetarian',
  );
  await attendees.getByRole('link', { name: 'Edit attendees' }).click();
  await ticket(2).getByLabel('Name').fill('');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(ticket(2).getByLabel('Name')).toBeFocused();
  await ticket(2).getByLabel('Name').fill('Grace Brewster-Hopper');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.waitForURL(`${workspace}/bookings/${bookingId}`);
  await expect(attendees.getByText('Grace Brewster-Hopper')).toBeVisible();
  await expect(page.getByText('Attendees changed').first()).toBeVisible();
  await page.goto(`${workspace}/guests`);
  await page.getByRole('searchbox').fill('brewst');
  const guest = page.getByRole('row').filter({ hasText: 'Grace Brewster-Hopper' });
  await expect(guest).toContainText('John Doe');
  await expect(guest.getByRole('list', { name: 'Attendees' }).getByRole('listitem')).toHaveCount(3);
});
