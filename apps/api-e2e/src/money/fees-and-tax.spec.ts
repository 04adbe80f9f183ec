import type {
  BookingDto,
  ConfirmationDto,
  Envelope,
  EventDto,
  OrganiserEventDto,
  ReservationDto,
  ReserveLineDto,
  SignInDto,
  TicketListingDto,
} from '@boxoffice/contracts';
import { mailTo } from '../accounts/mailbox.ts';
import { signedInBy, stranger } from '../accounts/people.ts';
import { CONCERT, Workspace } from '../events/workspace.ts';
import { expectNoChange } from '../setup/expect-no-change.ts';
import { expectProblem } from '../setup/expect-problem.ts';
import { useSharedApi } from '../setup/use-api.ts';

const SERVICE = { name: 'Service fee', basisPoints: 500, per: 'ticket' };
const RESTORATION = { name: 'Restoration', amountMinor: 100, per: 'ticket' };
const BOOKING_FEE = { name: 'Booking fee', amountMinor: 150, per: 'booking' };
const VAT = { name: 'VAT', basisPoints: 1_900, included: false };

/** Two at 28.00 and one at 14.00, with 5 % and 1.00 a ticket, 1.50 for the booking, and 19 % on all of it. */
const FEES = [SERVICE, RESTORATION, BOOKING_FEE];
const ADULT_FULL = 2_800 + 140 + 100 + 578;
const STUDENT_FULL = 1_400 + 70 + 100 + 298;
const TOTAL = 2 * ADULT_FULL + STUDENT_FULL + 150 + 29;

describe('fees, tax and what is free', () => {
  const api = useSharedApi();
  let choir: Workspace;

  beforeAll(async () => {
    choir = await Workspace.open(api);
  });

  async function guest(language = 'en') {
    const person = stranger();
    const { name, email } = person;
    const signedIn = await api.post<Envelope<SignInDto>>(
      '/auth/guest',
      { name, email },
      { headers: { 'accept-language': language } },
    );
    return { email, headers: signedInBy(signedIn, person).headers };
  }

  type Guest = Awaited<ReturnType<typeof guest>>;

  async function reserve({ headers }: Guest, eventId: string, tickets: Partial<ReserveLineDto>[]) {
    const { status, body } = await api.post<Envelope<ReservationDto>>(
      '/booking/reserve',
      { eventId, tickets },
      { headers },
    );
    expect({ status, body }).toMatchObject({ status: 200 });
    return body.data;
  }

  const confirm = ({ headers }: Guest, ticketIds: string[]) =>
    api.post<Envelope<ConfirmationDto>>('/booking/confirm', { ticketIds }, { headers });

  const bookingOf = async ({ headers }: Guest, id: string) =>
    (await api.get<Envelope<BookingDto>>(`/booking/${id}`, { headers })).body.data;

  const paymentsOf = (bookingId: string) =>
    api.sql.rows<{ provider: string; amount: number }>(
      'SELECT provider, amount_minor::integer AS amount FROM payments WHERE booking_id = $1',
      [bookingId],
    );

  /** Two adults and a student of the nave. */
  const threeOf = ({ tiers: [nave] }: OrganiserEventDto) => [
    { tierId: nave?.id, ticketTypeId: nave?.ticketTypes[0]?.id, quantity: 2 },
    { tierId: nave?.id, ticketTypeId: nave?.ticketTypes[1]?.id, quantity: 1 },
  ];

  it('the first look says the full price, and that is what is reserved, paid, mailed and counted', async () => {
    const event = await choir.publish({ fees: FEES, tax: VAT });
    const { body: shown } = await api.get<Envelope<EventDto>>(`/events/${event.id}`);
    expect(shown.data).toMatchObject({
      tax: VAT,
      fees: FEES.map((fee) => ({ amountMinor: null, basisPoints: null, ...fee })),
      tiers: [
        {
          price: 28,
          priceMinor: 2_800,
          fullPriceMinor: ADULT_FULL,
          ticketTypes: [{ fullPriceMinor: ADULT_FULL }, { fullPriceMinor: STUDENT_FULL }],
        },
        { priceMinor: 2_200 },
        { priceMinor: 1_500 },
      ],
    });
    const listing = await api.get<Envelope<TicketListingDto>>(`/tickets?eventId=${event.id}`);
    expect(listing.body.data.tiers[0]).toMatchObject({ price: 28, fullPriceMinor: ADULT_FULL });

    for (const language of ['en', 'de']) {
      const buyer = await guest(language);
      const held = await reserve(buyer, event.id, threeOf(event));
      expect(held).toMatchObject({ totalMinor: TOTAL, currency: 'EUR' });
      const pending = await bookingOf(buyer, held.bookingId);
      expect(pending).toMatchObject({
        totalMinor: TOTAL,
        lines: [
          { priceMinor: 2_800, fullPriceMinor: ADULT_FULL, quantity: 2 },
          { priceMinor: 1_400, fullPriceMinor: STUDENT_FULL, quantity: 1 },
        ],
        charges: {
          discountMinor: 0,
          ticketFees: [
            { name: 'Service fee', amountMinor: 350 },
            { name: 'Restoration', amountMinor: 300 },
          ],
          bookingFees: [{ name: 'Booking fee', amountMinor: 150, fullAmountMinor: 179 }],
          tax: { ...VAT, amountMinor: 2 * 578 + 298 + 29 },
        },
      });
      const paid = await confirm(
        buyer,
        held.reservedTickets.map(({ id }) => id),
      );
      expect(paid.body.data.message).toBe('Payment received. 3 tickets are yours.');
      expect(await paymentsOf(held.bookingId)).toEqual([{ provider: 'simulated', amount: TOTAL }]);
      expect((await bookingOf(buyer, held.bookingId)).charges).toEqual(pending.charges);
      const { text } = await mailTo(api, buyer.email, 'booking-confirmed');
      const said = text.replace(/\s+/g, ' ');
      for (const part of language === 'en'
        ? ['2 × Nave · Adult: €72.36', 'Booking fee: €1.79', 'Paid: €92.83', '19% VAT: €14.83']
        : ['2 × Nave · Adult: 72,36 €', 'Booking fee: 1,79 €', '92,83 €', '19 % VAT: 14,83 €']) {
        expect(said).toContain(part);
      }
    }
    const { body: figures } = await choir.send<Envelope<{ takingsMinor: number }>>(
      'GET',
      `/${event.id}/figures`,
    );
    expect(figures.data.takingsMinor).toBe(2 * TOTAL);
  });

  it('what is held keeps its price; the next reservation comes to the new one', async () => {
    const event = await choir.publish({ fees: [BOOKING_FEE] });
    const buyer = await guest();
    const one = [{ tier: 'Aisle', quantity: 1 }];
    const before = await reserve(buyer, event.id, one);
    expect(before.totalMinor).toBe(2_350);
    const changes = [
      [{ fees: [] }, 2_200],
      [{ fees: [RESTORATION], tax: { ...VAT, included: true } }, 2_300],
      [{ fees: [{ ...RESTORATION, amountMinor: 200 }] }, 2_400],
      [{ fees: [], tax: VAT }, 2_618],
      [{ tax: null }, 2_200],
    ] as const;
    for (const [change, totalMinor] of changes) {
      const { status, body } = await choir.send('PATCH', `/${event.id}`, change);
      expect({ status, body }).toMatchObject({ status: 200, body: { data: change } });
      const after = await reserve(await guest(), event.id, one);
      expect({ change, totalMinor: after.totalMinor }).toEqual({ change, totalMinor });
    }
    await confirm(
      buyer,
      before.reservedTickets.map(({ id }) => id),
    );
    expect(await paymentsOf(before.bookingId)).toEqual([{ provider: 'simulated', amount: 2_350 }]);
  });

  it('a booking that is paid for in parts costs what it cost as a whole, its own fee with the first', async () => {
    const event = await choir.publish({ fees: FEES, tax: VAT });
    const buyer = await guest();
    const { bookingId, reservedTickets } = await reserve(buyer, event.id, threeOf(event));
    const ids = reservedTickets.map(({ id }) => id);
    const first = await confirm(buyer, ids.slice(0, 1));
    const second = await confirm(buyer, ids.slice(1));
    const paid = [...first.body.data.bookingIds, ...second.body.data.bookingIds];
    expect(paid[0]).toBe(bookingId);
    const amounts = await Promise.all(paid.map(paymentsOf));
    expect(amounts.flat().map(({ amount }) => amount)).toEqual([
      ADULT_FULL + 179,
      ADULT_FULL + STUDENT_FULL,
    ]);
    const charges = await Promise.all(paid.map((id) => bookingOf(buyer, id)));
    expect(charges.map((booking) => booking.charges.bookingFees.length)).toEqual([1, 0]);
  });

  it('a part whose payment fails takes no fee of the booking with it', async () => {
    const event = await choir.publish({ fees: FEES, tax: VAT });
    const buyer = await guest();
    const { reservedTickets } = await reserve(buyer, event.id, threeOf(event));
    const ids = reservedTickets.map(({ id }) => id);
    const failed = await api.post(
      '/booking/confirm',
      { ticketIds: ids.slice(0, 1), paymentSimulation: 'fail' },
      buyer,
    );
    expect(failed.body).toMatchObject({ success: false });
    const rest = await confirm(buyer, ids.slice(1));
    const amounts = await Promise.all(rest.body.data.bookingIds.map(paymentsOf));
    expect(amounts.flat().map(({ amount }) => amount)).toEqual([ADULT_FULL + STUDENT_FULL + 179]);
  });

  it('a duplicate has the fees and the tax of its original', async () => {
    const { id } = await choir.create({ fees: FEES, tax: VAT });
    const { status, body } = await choir.send('POST', `/${id}/duplicate`, {
      startsAt: '2097-03-15T19:30',
    });
    expect(status).toBe(201);
    expect(body.data).toMatchObject({ fees: FEES, tax: VAT });
  });

  it('free tickets carry no fee, are confirmed without a payment, and nobody is told that they paid', async () => {
    const tiers = [{ name: 'Nave', priceMinor: 0, capacity: 10 }];
    const event = await choir.publish({ tiers, fees: FEES, tax: VAT });
    const buyer = await guest();
    const held = await reserve(buyer, event.id, [{ tier: 'Nave', quantity: 2 }]);
    expect(held.totalMinor).toBe(0);
    const { status, body } = await confirm(
      buyer,
      held.reservedTickets.map(({ id }) => id),
    );
    expect({ status, body }).toMatchObject({
      status: 200,
      body: { success: true, data: { message: '2 tickets are yours.' } },
    });
    expect(await paymentsOf(held.bookingId)).toEqual([{ provider: 'none', amount: 0 }]);
    const { text } = await mailTo(api, buyer.email, 'booking-confirmed');
    expect(text).toContain('Total: €0');
    expect(text).not.toMatch(/paid|fee|VAT/i);
  });

  it('a fee that the organiser wants on free tickets is charged for them', async () => {
    const tiers = [{ name: 'Nave', priceMinor: 0, capacity: 10 }];
    const fees = [{ ...RESTORATION, onFreeTickets: true }, BOOKING_FEE];
    const event = await choir.publish({ tiers, fees });
    const held = await reserve(await guest(), event.id, [{ tier: 'Nave', quantity: 2 }]);
    expect(held.totalMinor).toBe(200);
  });

  const fee = (fields: object) => ({ fees: [{ ...BOOKING_FEE, ...fields }] });
  const WRONG: readonly [what: string, body: object, field: string][] = [
    ['a fee of 1e9', fee({ amountMinor: 1e9 }), 'fees.0.amountMinor'],
    ['a fee below nothing', fee({ amountMinor: -1 }), 'fees.0.amountMinor'],
    ['a fee with a fraction', fee({ amountMinor: 1.5 }), 'fees.0.amountMinor'],
    ['a fee of nothing', fee({ amountMinor: 0 }), 'fees.0.amountMinor'],
    [
      'a fee of more than the whole',
      fee({ amountMinor: null, basisPoints: 10_001 }),
      'fees.0.basisPoints',
    ],
    ['a fee of no amount', fee({ amountMinor: null }), 'fees.0.amountMinor'],
    ['a fee of both', fee({ basisPoints: 500 }), 'fees.0.amountMinor'],
    ['a fee per seat', fee({ per: 'seat' }), 'fees.0.per'],
    ['a fee without a name', fee({ name: ' ' }), 'fees.0.name'],
    ['two fees of one name', { fees: [BOOKING_FEE, BOOKING_FEE] }, 'fees.1.name'],
    [
      'six fees',
      { fees: [1, 2, 3, 4, 5, 6].map((name) => ({ ...BOOKING_FEE, name: `${name}` })) },
      'fees',
    ],
    ['fees that are a text', { fees: 'Booking fee' }, 'fees'],
    ['a tax of more than the whole', { tax: { ...VAT, basisPoints: 10_001 } }, 'tax.basisPoints'],
    ['a tax below nothing', { tax: { ...VAT, basisPoints: -1 } }, 'tax.basisPoints'],
    ['a tax that is neither', { tax: { name: 'VAT', basisPoints: 1 } }, 'tax.included'],
    ['a tax without a name', { tax: { ...VAT, name: '' } }, 'tax.name'],
    ['a tax that is a list', { tax: [VAT] }, 'tax'],
    ['a tax that is a text', { tax: 'VAT' }, 'tax'],
  ];

  it('wrong fees and taxes are refused by name, and nothing is stored', async () => {
    const { id } = await choir.create();
    for (const [what, body, field] of WRONG) {
      for (const send of [
        () => choir.send('PATCH', `/${id}`, body),
        () => choir.send('POST', '', { ...CONCERT, ...body }),
      ]) {
        const answer = await expectNoChange(api.sql, send);
        const { errors = [] } = expectProblem(answer, 422, 'VALIDATION_FAILED');
        const fields = errors.map((error) => error.field);
        expect({ what, fields }).toEqual({ what, fields: expect.arrayContaining([field]) });
      }
    }
    const yen = await choir.create({ tiers: [], fees: [BOOKING_FEE] });
    const answer = await choir.send('PATCH', `/${yen.id}`, { currency: 'JPY' });
    expect(expectProblem(answer, 422, 'VALIDATION_FAILED').errors?.[0]?.field).toBe('currency');
  });
});
