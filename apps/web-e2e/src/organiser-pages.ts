import type {
  CounterSaleDto,
  OrganiserEventDto,
  OrganiserSeriesDto,
  PaymentSettingsDto,
  WebhookDto,
} from '@boxoffice/contracts';
import type { Page } from '@playwright/test';
import type { BoxOffice } from './box-office.js';
import { at, openAt, type NamedPage } from './named-page.js';
import { startSignedIn } from './person.js';
import { expect } from './test.js';

/** Names as they are: long, in other languages, with words that no line can hold. */
export const ORATORIO = {
  name: 'Weihnachtsoratorium: Kantaten I bis III, mit der Jugendkantorei',
  subtitle: 'Johann Sebastian Bach, auf historischen Instrumenten',
  venue: 'Kulturkirche St. Katharinen',
  address: 'Katharinenkirchhof 1, 20457 Hamburg',
  tier: 'Mittelschiff mit Sichtbehinderung',
  student: 'Schüler, Studierende, Auszubildende',
  condition: 'Mit gültigem Ausweis, am Einlass vorzuzeigen',
  press: 'Hamburger Abendblatt und Norddeutscher Rundfunk',
  sponsors: 'Kulturbehörde',
} as const;

/** Something on several dates, with everything that an organiser can set. */
async function makeOratorio(
  boxOffice: BoxOffice,
): Promise<{ id: string; tierId: string; seriesId: string }> {
  const { tier, student, condition, press, sponsors, ...texts } = ORATORIO;
  const id = await boxOffice.publish({
    ...texts,
    timeZone: 'Europe/Berlin',
    startsAt: '2098-12-14T19:30',
    currency: 'EUR',
    tiers: [
      {
        name: tier,
        priceMinor: 12_800,
        capacity: 1_200,
        ticketTypes: [
          { name: 'Adult', priceMinor: 12_800 },
          { name: student, priceMinor: 6_400, condition, maxPerBooking: 4 },
        ],
      },
      { name: 'Gallery', priceMinor: 1_500, capacity: 50, hidden: true },
    ],
  });
  const { tiers } = await boxOffice.read<OrganiserEventDto>(`events/${id}`);
  const tierId = tiers[0]?.id ?? '';
  for (const [name, purpose, quantity] of [
    [press, 'press', 24],
    [sponsors, 'sponsors', 10],
  ] as const) {
    const releasesAt = purpose === 'press' ? '2098-12-01T12:00' : null;
    const body = { tierId, name, purpose, quantity, releasesAt };
    await boxOffice.send('post', `events/${id}/allotments`, body);
  }
  const dates = { eventId: id, startsAt: ['2098-12-15T19:30', '2098-12-21T15:00'] };
  const series = await boxOffice.send<OrganiserSeriesDto>('post', 'series', dates);
  return { id, tierId, seriesId: series.id };
}

/** An organisation that says who it is. */
export const KANTOREI = {
  name: 'Kantorei St. Marien zu Lübeck e. V.',
  contactEmail: 'kantorei@st-marien.example',
  imprint: 'Kantorei St. Marien zu Lübeck e. V.\nMarienkirchhof 2–3, 23552 Lübeck',
} as const;

/** A legal text of an organisation, as buyers read it. */
export async function legalTextPage(boxOffice: BoxOffice): Promise<NamedPage> {
  const house = await boxOffice.found({
    ...KANTOREI,
    // Of its own: an address is sent a few invitations at most.
    ownerEmail: `kantor${Date.now()}@st-marien.example`,
    currency: 'EUR',
    timeZone: 'Europe/Berlin',
    language: 'de',
  });
  const id = await boxOffice.publish(
    {
      name: ORATORIO.name,
      venue: ORATORIO.venue,
      timeZone: 'Europe/Berlin',
      startsAt: '2098-12-22T19:30',
      currency: 'EUR',
      tiers: [{ name: ORATORIO.tier, priceMinor: 2_800, capacity: 5 }],
    },
    house,
  );
  return {
    name: 'legal-text',
    open: async (page) => {
      await openAt(page, `/events/${id}/legal/imprint`);
      await expect(page.getByText('23552 Lübeck')).toBeVisible();
    },
  };
}

/** What lent devices and gates are called; what was done with them stays in the audit. */
export const AT_DOOR = { phone: 'Phone of the choir', gate: 'Gate B', other: 'Gate A' };

/** An address that needs no look into the DNS, and that nothing is sent to. */
export const WEBHOOK = {
  url: 'https://1.1.1.1/boxoffice',
  types: ['ticket.checked_in'],
} as const;

/** A webhook of the demo's house: one is enough, and an organisation may have few. */
async function webhookOf(boxOffice: BoxOffice): Promise<string> {
  const [known] = await boxOffice.read<WebhookDto[]>('webhooks');
  if (known) return known.id;
  const { id } = await boxOffice.send<WebhookDto>('post', 'webhooks', WEBHOOK);
  await boxOffice.send('patch', `webhooks/${id}`, { disabled: true });
  return id;
}

/** What buyers see of the oratorio. */
export async function oratorioPages(boxOffice: BoxOffice): Promise<{
  forBuyers: NamedPage[];
  forOrganisers: NamedPage[];
}> {
  const { id, tierId, seriesId } = await makeOratorio(boxOffice);
  const sale = await boxOffice.send<CounterSaleDto>('post', `events/${id}/counter-sales`, {
    lines: [{ tierId, quantity: 2 }],
    method: 'cash',
    receivedMinor: 30_000,
  });
  const webhookId = await webhookOf(boxOffice);
  return {
    forBuyers: [
      at('event-with-long-names', `/events/${id}`),
      at('series', `/series/${seriesId}`),
      {
        name: 'series-calendar',
        open: async (page) => {
          await openAt(page, `/series/${seriesId}`);
          await page.locator('box-series-page .views button').last().click();
          await expect(page.getByRole('table').first()).toBeVisible();
        },
      },
    ],
    forOrganisers: [
      at('organiser-series', `/organiser/1/series/${seriesId}`),
      {
        name: 'organiser-tiers',
        open: async (page) => {
          await openAt(page, `/organiser/1/events/${id}/tiers`);
          for (const summary of await page.locator('box-tiers-page details > summary').all()) {
            await summary.click();
          }
          await page.locator('box-tier-form button').last().click();
          await expect(page.locator('mat-error').first()).toBeVisible();
        },
      },
      at('organiser-waitlist', `/organiser/1/events/${id}/waitlist`),
      {
        name: 'organiser-allotments',
        open: async (page) => {
          await openAt(page, `/organiser/1/events/${id}/allotments`);
          await page.locator('box-submit-button button').click();
          await expect(page.locator('mat-error').first()).toBeVisible();
        },
      },
      at('organiser-webhook', `/organiser/1/webhooks/${webhookId}`),
      at('organiser-receipt', `/organiser/1/events/${id}/counter/${sale.bookingId}`),
    ],
  };
}

/**
 * The workspace of organisers, as one of its owners sees it.
 *
 * @param eventId an event that asks for attendees, and `askedBookingId` one of its bookings
 * @param bookingId a booking of event 1
 */
export function organiserPages(
  eventId: string,
  bookingId: string,
  askedBookingId: string,
): NamedPage[] {
  return [
    {
      name: 'organisers',
      open: async (page) => {
        await startSignedIn(page, 'organiser@boxoffice.example');
        await openAt(page, '/organiser');
      },
    },
    {
      name: 'organiser-new',
      open: async (page) => {
        await openAt(page, '/organiser/new');
        await page.locator('box-submit-button button').click();
        await expect(page.locator('mat-error').first()).toBeVisible();
      },
    },
    at('organiser-details', '/organiser/1/details'),
    at('organiser-events', '/organiser/1'),
    {
      name: 'organiser-new-event',
      open: async (page) => {
        await openAt(page, '/organiser/1/events/new');
        await page.locator('box-tier-rows .add').click();
        await page.locator('box-submit-button button').click();
        await expect(page.locator('mat-error').first()).toBeVisible();
      },
    },
    at('organiser-takings', '/organiser/1/takings'),
    at('organiser-ledger', '/organiser/1/ledger'),
    at('organiser-invoices', '/organiser/1/invoices'),
    {
      name: 'organiser-invoice-settings',
      open: async (page) => {
        await openAt(page, '/organiser/1/invoices/settings');
        await page.getByRole('textbox').first().fill('');
        await page.locator('box-submit-button button').click();
        await expect(page.locator('mat-error').first()).toBeVisible();
      },
    },
    {
      name: 'organiser-webhooks',
      open: async (page) => {
        await openAt(page, '/organiser/1/webhooks');
        await page.locator('box-webhook-form button[type=submit]').click();
        await expect(page.locator('mat-error').first()).toBeVisible();
      },
    },
    at('organiser-event', '/organiser/1/events/1'),
    at('organiser-questions', `/organiser/1/events/${eventId}/questions`),
    {
      name: 'organiser-codes',
      open: async (page) => {
        await openAt(page, `/organiser/1/events/${eventId}/codes`);
        await page.locator('box-code-form button[type=submit]').click();
        await expect(page.locator('mat-error').first()).toBeVisible();
      },
    },
    {
      name: 'organiser-fees',
      open: async (page) => {
        await openAt(page, `/organiser/1/events/${eventId}/fees`);
        await page.locator('box-fees-page .add').click();
        await page.locator('box-fees-page button[type=submit]').click();
        await expect(page.locator('mat-error').first()).toBeVisible();
      },
    },
    at('organiser-dashboard', '/organiser/1/events/1/dashboard'),
    at('organiser-bookings', '/organiser/1/events/1/bookings?search=john&status=confirmed'),
    at('organiser-booking', `/organiser/1/events/1/bookings/${bookingId}`),
    at(
      'organiser-attendees',
      `/organiser/1/events/${eventId}/bookings/${askedBookingId}/attendees`,
    ),
    at('organiser-guests', '/organiser/1/events/1/guests'),
    at('organiser-admission', `/organiser/1/events/${eventId}/admission`),
    {
      name: 'organiser-door',
      open: async (page) => {
        await openAt(page, '/organiser/1/door');
        const lend = page.locator('box-devices-page form');
        await lend.locator('input').first().fill(ORATORIO.sponsors);
        await lend.locator('button[type=submit]').click();
        await expect(page.locator('box-lend-link').getByRole('img')).toBeVisible();
        await lend.locator('button[type=submit]').click();
        await expect(page.locator('mat-error').first()).toBeVisible();
      },
    },
    {
      name: 'organiser-messages',
      open: async (page) => {
        await openAt(page, '/organiser/1/events/1/messages');
        await page.locator('box-messages-page button[type=submit]').click();
        await expect(page.locator('mat-error').first()).toBeVisible();
      },
    },
    {
      name: 'organiser-counter',
      open: async (page) => {
        await openAt(page, '/organiser/1/events/1/counter');
        await page.locator('box-counter-page box-stepper input').last().fill('2');
        await page.locator('mat-button-toggle').last().click();
        await page.locator('box-submit-button button').click();
        await expect(page.locator('mat-error').first()).toBeVisible();
      },
    },
    at('organiser-edit-event', '/organiser/1/events/1/edit'),
    at('organiser-preview', '/organiser/1/events/1/preview'),
    at('organiser-members', '/organiser/1/members'),
    {
      name: 'organiser-payments',
      open: async (page) => {
        await showProviders(page);
        await openAt(page, '/organiser/1/payments');
        for (const summary of await page.locator('box-provider-form summary').all()) {
          await summary.click();
        }
        await page.locator('box-provider-form button[type=submit]').first().click();
        await expect(page.locator('mat-error').first()).toBeVisible();
      },
    },
    at('organiser-invitation', '/organiser/invitation#from-a-mail'),
  ];
}

/** A box office with every payment provider: the one of these tests takes simulated payments alone. */
async function showProviders(page: Page): Promise<void> {
  const providers: PaymentSettingsDto['provider'][] = ['simulated', 'stripe', 'paypal', 'offline'];
  const data = providers.map((provider): PaymentSettingsDto => ({
    provider,
    enabled: provider === 'simulated',
    settings: {},
    readable: true,
    webhookUrl: `https://tickets.example/api/v1/payments/providers/${provider}/1/events`,
    updatedAt: null,
  }));
  await page.route('**/payment-settings', (route) => route.fulfill({ json: { data } }));
}
