import type { Envelope, OrganiserDto, ReservationDto } from '@boxoffice/contracts';
import type { Page } from '@playwright/test';
import { Person, startSignedIn } from './person.js';
import { expect, test } from './test.js';

/** Headers of a request of the demo's organiser. */
async function asOrganiser(page: Page): Promise<{ Authorization: string }> {
  const signIn = { email: 'organiser@boxoffice.example', password: 'midnight orchestra at pier 4' };
  const answer = await page.request.post('/api/v1/auth/sign-in', { data: signIn });
  const { data } = (await answer.json()) as Envelope<{ accessToken: string }>;
  return { Authorization: `Bearer ${data.accessToken}` };
}

/** An organisation of the demo's organiser, for this test alone. */
async function foundChoir(page: Page): Promise<string> {
  await startSignedIn(page, 'organiser@boxoffice.example');
  const founded = await page.request.post('/api/v1/organisers', {
    headers: await asOrganiser(page),
    data: {
      name: 'Choir of St Mary',
      contactEmail: 'tickets@choir.example',
      currency: 'EUR',
      timeZone: 'Europe/Berlin',
      language: 'en',
    },
  });
  expect(founded.status(), await founded.text()).toBe(201);
  return ((await founded.json()) as Envelope<OrganiserDto>).data.id;
}

/**
 * Fills in the choir's concert: three tiers, students half price, 320 places, at most six each. In a year that no test
 * run sees, and after the demo event, which other tests expect to be the first.
 */
async function fillInConcert(page: Page): Promise<void> {
  await page.getByLabel('Name', { exact: true }).fill('Mass in B minor');
  await page.getByLabel('Venue').fill('St Mary’s Church');
  await page.getByLabel('Address').fill('1 Church Lane, Hamburg');
  await page.getByLabel('Starts').fill('2097-03-14T19:30');
  await page.getByLabel('Sale begins').fill('2096-12-01T09:00');
  await page.getByLabel('Most tickets per order').fill('6');
  await page.getByLabel('Most tickets per person').fill('6');

  const tier = (number: number) => page.getByRole('group', { name: `Tier ${number}` });
  await tier(1).getByLabel('Tier name').fill('Nave');
  await tier(1).getByLabel('Price').fill('28');
  await tier(1).getByLabel('Number of tickets').fill('120');
  await tier(1).getByRole('button', { name: 'Different prices' }).click();
  await expect(tier(1).getByLabel('Ticket type', { exact: true }).nth(1)).toBeFocused();
  await page.keyboard.type('Student');
  await tier(1).getByLabel('Price').nth(1).fill('14');
  await tier(1).getByLabel('Condition').nth(1).fill('With a student card');
  // Without the mouse: Enter in a row adds another one, with the same ticket types.
  for (const [number, name, price, half, capacity] of [
    [2, 'Side aisle', '22', '11', '120'],
    [3, 'Gallery', '15', '7,50', '80'],
  ] as const) {
    await tier(number - 1)
      .getByLabel('Number of tickets')
      .press('Enter');
    await expect(tier(number).getByLabel('Tier name')).toBeFocused();
    await page.keyboard.type(name);
    await tier(number).getByLabel('Number of tickets').fill(capacity);
    await tier(number).getByLabel('Price').nth(0).fill(price);
    await tier(number).getByLabel('Price').nth(1).fill(half);
    await expect(tier(number).getByLabel('Ticket type', { exact: true }).nth(1)).toHaveValue(
      'Student',
    );
  }
  await expect(page.getByText('320 tickets in total')).toBeVisible();
}

test('creates the choir’s concert, publishes it, and a buyer sees it', async ({
  page,
  browser,
}) => {
  const organiserId = await foundChoir(page);
  await page.goto(`/organiser/${organiserId}`);
  await page.getByRole('main').getByRole('link', { name: 'New event' }).last().click();
  await fillInConcert(page);
  await page.getByRole('button', { name: 'Create draft' }).click();
  await page.waitForURL(/\/events\/\d+$/);
  const address = new URL(page.url()).pathname;
  const eventPage = `/events/${address.split('/').at(-1) ?? ''}`;

  // A draft is nobody else's business; its organisation looks at it beforehand.
  const buyer = await browser.newPage();
  expect((await buyer.request.get(`/api/v1${eventPage}`)).status()).toBe(404);
  await page.getByRole('link', { name: 'Preview' }).click();
  await expect(page.getByRole('heading', { name: 'Nave · Student' })).toBeVisible();
  await expect(page.getByText('€7.50')).toBeVisible();
  await page.goto(address);
  await expect(page.getByRole('list').getByText('A description')).toBeVisible();
  await page.getByRole('button', { name: 'Publish' }).click();
  const published = page.getByRole('status').filter({ hasText: 'Published' });
  await expect(published).toContainText('On sale from Saturday, 1 December 2096, 09:00 CET');

  await buyer.goto(eventPage);
  await expect(buyer.getByRole('heading', { level: 1 })).toHaveText('Mass in B minor');
  await expect(buyer.getByText('Up to 6 tickets per order')).toBeVisible();
  for (const price of ['€28', '€14', '€22', '€11', '€15', '€7.50']) {
    await expect(buyer.getByText(price, { exact: true })).toBeVisible();
  }
  await buyer.close();

  await page.goto(`/organiser/${organiserId}`);
  const row = page.getByRole('row').filter({ hasText: 'Mass in B minor' });
  await expect(row).toContainText('Published');
  await expect(row).toContainText('Thursday, 14 March 2097, 19:30 CET');
  await expect(row.getByRole('cell').last()).toContainText('320');
});

test('changes a tier’s capacity, pauses, duplicates and cancels', async ({ page }) => {
  const organiserId = await foundChoir(page);
  await page.goto(`/organiser/${organiserId}/events/new`);
  await fillInConcert(page);
  await page.getByRole('button', { name: 'Create draft' }).click();
  await page.waitForURL(/\/events\/\d+$/);
  await page.getByRole('button', { name: 'Publish' }).click();
  await expect(page.getByRole('button', { name: 'Pause sale' })).toBeVisible();

  await page.getByLabel('Tickets: Gallery').fill('75');
  await page.getByLabel('Tickets: Gallery').press('Enter');
  const gallery = page.getByRole('listitem').filter({ hasText: 'Gallery' }).last();
  await expect(gallery.getByRole('definition').last()).toHaveText('75');

  await page.getByRole('button', { name: 'Pause sale' }).click();
  await expect(page.getByText('Paused', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Resume sale' }).click();
  await expect(page.getByText('Published', { exact: true })).toBeVisible();

  const first = page.url();
  await page.getByLabel('Starts').fill('2097-03-15T19:30');
  await page.getByRole('button', { name: 'Duplicate' }).click();
  await expect(
    page.getByRole('main').getByText('Friday, 15 March 2097, 19:30 CET').last(),
  ).toBeVisible();
  await expect(page.getByText('Draft', { exact: true })).toBeVisible();
  expect(page.url()).not.toBe(first);

  await page.getByRole('link', { name: 'Edit details' }).click();
  await page.getByLabel('Address').fill('2 Church Lane, Hamburg');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('button', { name: 'Cancel event' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel event' }).click();
  await expect(page.getByText('Cancelled', { exact: true })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Publish' })).toHaveCount(0);

  await cancelWithBuyers(page, first);
});

/** The event that was sold: before it moves, the form says whom that tells; and a message goes to all of them. */
async function moveWithBuyers(page: Page, eventPage: string): Promise<void> {
  const dialog = page.getByRole('dialog');
  await page.goto(`${eventPage}/edit`);
  await page.getByLabel('Venue').fill('Harbour Hall');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(dialog).toContainText('1 buyer gets an email with what was and what is now.');
  await dialog.getByRole('button', { name: 'Keep editing' }).click();
  await expect(page.getByLabel('Venue')).toHaveValue('Harbour Hall');
  await page.getByRole('button', { name: 'Save' }).click();
  await dialog.getByLabel('Message to your buyers').fill('The church is being renovated.');
  await dialog.getByRole('button', { name: 'Save and email buyers' }).click();
  await page.waitForURL(eventPage);

  await page.getByRole('link', { name: 'Messages' }).click();
  const told = page.getByRole('region', { name: 'What your buyers were told' });
  await expect(told.getByRole('article')).toContainText('Date, time or place changed');
  await expect(told).toContainText('The church is being renovated.');
  await page.getByLabel('Subject').fill('Another programme');
  await page.getByRole('textbox', { name: 'Message' }).fill('We sing Brahms instead.');
  await page.getByRole('button', { name: 'Send' }).click();
  await expect(dialog).toContainText('1 buyer gets this email.');
  await dialog.getByRole('button', { name: 'Send' }).click();
  await expect(page.getByText('Your buyers are being emailed')).toBeVisible();
  await expect(told.getByRole('article').first()).toContainText('Another programme');
}

/** The event that was sold: the dialog says what ends, and all pages of buyers and members say that it is cancelled. */
async function cancelWithBuyers(page: Page, eventPage: string): Promise<void> {
  const [, organiserId = '', eventId = ''] =
    /organiser\/(\d+)\/events\/(\d+)/.exec(eventPage) ?? [];
  const headers = await asOrganiser(page);
  const reserve = async (quantity: number): Promise<{ bookingId: string; ticketIds: string[] }> => {
    const answer = await page.request.post('/api/v1/booking/reserve', {
      headers,
      data: { eventId, tickets: [{ tier: 'Gallery', quantity }] },
    });
    expect(answer.status(), await answer.text()).toBe(200);
    const { data } = (await answer.json()) as Envelope<ReservationDto>;
    return {
      bookingId: data.bookingId,
      ticketIds: data.reservedTickets.map(({ id }) => id),
    };
  };
  const opened = await page.request.patch(`/api/v1/organisers/${organiserId}/events/${eventId}`, {
    headers,
    data: { saleStartsAt: null },
  });
  expect(opened.status(), await opened.text()).toBe(200);
  const paid = await reserve(2);
  const confirmed = await page.request.post('/api/v1/booking/confirm', {
    headers,
    data: { ticketIds: paid.ticketIds },
  });
  expect(confirmed.status()).toBe(200);
  const held = await reserve(1);

  const dialog = page.getByRole('dialog');
  await moveWithBuyers(page, eventPage);
  await page.goto(eventPage);
  await page.getByRole('button', { name: 'Cancel event' }).click();
  await expect(dialog).toContainText('2 tickets are sold.');
  await expect(dialog).toContainText('1 ticket is held.');
  await expect(dialog).toContainText('1 buyer gets an email');
  await expect(dialog.getByLabel('Refunds')).toHaveValue('with_fees');
  await dialog.getByLabel('Message to your buyers').fill('Our soloist is ill.\nWe’ll be in touch.');
  await dialog.getByRole('button', { name: 'Cancel event' }).click();
  await expect(page.getByText(/^Cancelled on /)).toBeVisible();
  await expect(page.getByText('Our soloist is ill.')).toBeVisible();

  await page.goto(`/checkout/${held.bookingId}`);
  await expect(page.getByRole('heading', { name: 'This event has been cancelled' })).toBeVisible();
  await page.goto(`/bookings/${paid.bookingId}`);
  await expect(page.getByRole('heading', { name: 'This event has been cancelled' })).toBeVisible();
  await expect(page.getByText('and the booking is refunded')).toBeVisible();
  await page.goto(eventPage);
  const refunds = page.getByRole('region', { name: 'Refunds' });
  await expect(refunds).toContainText('Everybody who paid online has been refunded.');
  await expect(refunds).toContainText('Refunded: 1 booking');
  // Nothing looks as if it could be had.
  await page.goto(`/events/${eventId}`);
  await expect(page.getByText('This event has been cancelled')).toBeVisible();
  await expect(
    page.getByRole('button', { name: 'Share' }).or(page.getByText('Copy link')).first(),
  ).toBeVisible();
  await expect(page.locator('box-tier-ticket')).toHaveCount(0);
  await expect(page.getByRole('region', { name: 'Your order' })).toHaveCount(0);
  await expect(page.getByText('We’ll hold')).toHaveCount(0);
  await expect(page.getByRole('link', { name: 'Add to calendar' })).toHaveCount(0);
  const html = await (await page.request.get(`/events/${eventId}`)).text();
  expect(html).toContain('https://schema.org/EventCancelled');
  const calendar = await page.request.get(`/api/v1/events/${eventId}/calendar.ics`);
  expect(await calendar.text()).toContain('STATUS:CANCELLED');
  for (const [path, words] of [
    ['guests', 'Cancelled'],
    ['dashboard', 'Cancelled'],
    ['counter', 'This event has been cancelled. Nothing is sold any more.'],
  ] as const) {
    await page.goto(`/organiser/${organiserId}/events/${eventId}/${path}`);
    await expect(page.getByText(words, { exact: true })).toBeVisible();
  }
}

test('makes a series of the concert, changes its dates at once, and a buyer chooses one', async ({
  page,
  browser,
}) => {
  const organiserId = await foundChoir(page);
  await page.goto(`/organiser/${organiserId}/events/new`);
  await fillInConcert(page);
  await page.getByRole('button', { name: 'Create draft' }).click();
  await page.waitForURL(/\/events\/\d+$/);

  // The night in which clocks go forward: only the server knows.
  await page.getByLabel('Date 1').fill('2097-03-31T02:30');
  await page.getByRole('button', { name: 'Create series' }).click();
  await expect(page.getByText('Clocks go forward over this time')).toBeVisible();
  await page.getByLabel('Date 1').fill('2097-03-15T19:30');
  await page.getByRole('button', { name: 'Create series' }).click();
  await page.waitForURL(/\/series\/\d+$/);
  await expect(page.getByRole('row')).toHaveCount(3);

  await page.getByLabel('Dates', { exact: true }).selectOption('weekly');
  await page.getByLabel('First day').fill('2097-03-18');
  await page.getByLabel('Last day').fill('2097-03-31');
  await page.getByLabel('Thu', { exact: true }).check();
  await expect(page.getByText('2 new dates')).toBeVisible();
  await page.getByRole('button', { name: 'Add dates' }).click();
  await expect(page.getByRole('row')).toHaveCount(5);

  await page.getByLabel('Sale begins: days before each date').fill('14');
  await page.getByLabel('Gallery · Student: new price').fill('8');
  await page.getByRole('button', { name: 'Change dates' }).click();
  await expect(page.getByText('The dates were changed')).toBeVisible();
  await expect(page.getByText('Now €8')).toBeVisible();
  // All or none: one date that can't be paused keeps the others as they are.
  await page.getByLabel('Choose Thursday, 14 March 2097, 19:30 CET').check();
  await page.getByRole('button', { name: 'Publish drafts' }).click();
  await expect(page.getByText('Published: everyone can see these dates now')).toBeVisible();
  await page.getByLabel('Choose Friday, 15 March 2097, 19:30 CET').check();
  await page.getByRole('button', { name: 'Pause sale' }).click();
  await expect(page.getByRole('alert').getByRole('listitem')).toHaveText([
    /Friday, 15 March 2097, 19:30 CET/,
  ]);
  await page.getByLabel('Choose Thursday, 14 March 2097, 19:30 CET').uncheck();
  await page.getByLabel('Choose Friday, 15 March 2097, 19:30 CET').uncheck();
  await page.getByRole('button', { name: 'Publish drafts' }).click();
  await expect(page.getByRole('cell', { name: 'Published' })).toHaveCount(4);

  const buyer = await browser.newPage();
  await buyer.goto(`/series/${page.url().split('/').at(-1) ?? ''}`);
  await expect(buyer.getByRole('heading', { level: 1 })).toHaveText('Mass in B minor');
  await expect(buyer.getByRole('listitem').filter({ hasText: '15 March 2097' })).toContainText(
    'On sale from Friday, 1 March 2097, 09:00 CET',
  );
  await buyer.getByRole('button', { name: 'Calendar' }).click();
  const date = buyer.getByRole('link', { name: /^Friday, 15 March 2097/ });
  await date.focus();
  await expect(date).toBeFocused();
  await date.press('Enter');
  await buyer.waitForURL(/\/events\/\d+$/);
  await buyer.getByRole('link', { name: 'All dates' }).click();
  await buyer.waitForURL(/\/series\/\d+$/);
  await buyer.close();
});

test('says at its field what is wrong, before and after the server', async ({ page }) => {
  const organiserId = await foundChoir(page);
  await page.goto(`/organiser/${organiserId}/events/new`);
  await page.getByRole('button', { name: 'Create draft' }).click();
  await expect(page.getByLabel('Name', { exact: true })).toBeFocused();
  await fillInConcert(page);
  await page.getByLabel('Ends (optional)', { exact: true }).fill('2097-03-14T19:00');
  await page.getByRole('button', { name: 'Create draft' }).click();
  await expect(page.getByText('The end must be after the start')).toBeVisible();
  await expect(page.getByLabel('Ends (optional)', { exact: true })).toBeFocused();

  await page.getByLabel('Ends (optional)', { exact: true }).fill('');

  const nave = page.getByRole('group', { name: 'Tier 1' });
  for (const [field, wrong, right, message] of [
    [page.getByLabel('Name', { exact: true }), '\u2800\u3164', 'Mass', 'Use readable characters'],
    [page.getByLabel('Starts'), '2020-03-14T19:30', '2097-03-14T19:30', 'This time has passed'],
    [page.getByLabel('Most tickets per order'), '501', '6', 'Enter a number from 1 to 500'],
    [nave.getByLabel('Price').first(), '1e9', '28', 'Write it like 12.50'],
    [nave.getByLabel('Price').first(), '1000000000', '28', 'No more than €9,999,999.99'],
    [nave.getByLabel('Number of tickets'), '-1', '120', 'Enter a number from 0 to 200,000'],
  ] as const) {
    await field.fill(wrong);
    await page.getByRole('button', { name: 'Create draft' }).click();
    await expect(page.locator('mat-error').filter({ hasText: message })).toBeVisible();
    await expect(field).toBeFocused();
    await expect(field).toHaveAttribute('aria-invalid', 'true');
    await field.fill(right);
  }

  // The night in which clocks go forward: only the server knows.
  await page.getByLabel('Starts').fill('2097-03-31T02:30');
  await page.getByRole('button', { name: 'Create draft' }).click();
  await expect(page.getByText('Clocks go forward over this time')).toBeVisible();
  await expect(page.getByLabel('Starts')).toBeFocused();
  await expect(page).toHaveURL(/\/events\/new$/);

  // Nothing of all this was stored.
  await page.goto(`/organiser/${organiserId}`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('No events yet');
});

test('says at its field what is wrong with the parts of an event', async ({ page, boxOffice }) => {
  const event = await boxOffice.publishWorkshop();
  await startSignedIn(page, 'organiser@boxoffice.example');
  const at = `/organiser/1/events/${event}`;
  const isWrong = async (label: string, value: string, message: string): Promise<void> => {
    const field = page.getByLabel(label, { exact: true }).last();
    await field.fill(value);
    await field.press('Enter');
    await expect(page.locator('mat-error').filter({ hasText: message })).toBeVisible();
    await expect(field).toBeFocused();
  };
  await page.goto(`${at}/allotments`);
  await page.getByLabel('Name', { exact: true }).fill('Press');
  await page.getByLabel('Number of tickets').fill('5');
  await isWrong('Release on (optional)', '2020-01-01T12:00', 'This time has passed');
  // Both clocks of the venue and of the server agree that there is no such time.
  await isWrong('Release on (optional)', '2098-03-30T02:30', 'Clocks go forward over this time');

  await page.goto(`${at}/edit`);
  await isWrong('Starts', '2020-03-14T10:00', 'This time has passed');
  await page.getByLabel('Starts').fill('2098-03-14T10:00');
  await isWrong('Sale ends (optional)', '2098-03-16T10:00', 'The sale must end by the end');

  await page.goto(at);
  await isWrong('Date 1', '2020-03-14T10:00', 'This time has passed');
});

test('invites a member by mail, who accepts', async ({ page, browser, person, mailbox }) => {
  const organiserId = await foundChoir(page);
  await page.goto(`/organiser/${organiserId}/members`);
  await page.getByLabel('Email').fill(person.email);
  await page.getByLabel('Role', { exact: true }).selectOption('box_office');
  await page.getByRole('button', { name: 'Send invitation' }).click();
  await expect(page.getByText(`Invitation sent to ${person.email}`)).toBeVisible();
  const invited = page.getByRole('list', { name: 'Invited' });
  await expect(invited).toContainText(person.email);
  const link = await mailbox.linkIn('organiser-invitation', person.email);

  const context = await browser.newContext();
  const theirs = await context.newPage();
  const invitee = new Person(theirs, mailbox, person.email);
  await theirs.goto(link);
  await expect(invitee.heading()).toHaveText('You’re invited');
  // The secret leaves the address at once.
  await expect(theirs).toHaveURL(/\/organiser\/invitation$/);
  await invitee.beginWithAccount();
  await theirs.goto(link);
  await theirs.getByRole('button', { name: 'Accept invitation' }).click();
  await expect(theirs).toHaveURL(new RegExp(`/organiser/${organiserId}$`));
  await expect(invitee.heading()).toHaveText('No events yet');
  await expect(theirs.getByRole('link', { name: 'New event' })).toHaveCount(0);
  await invitee.menu().click();
  await expect(theirs.getByRole('menuitem', { name: 'Organiser workspace' })).toBeVisible();
  await context.close();

  await page.reload();
  await page.getByRole('button', { name: 'Remove Ada Lovelace' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
  await expect(page.getByText('Ada Lovelace is no longer a member.')).toBeVisible();
});
