import type {
  AttendeeFormDto,
  BookingAttendeesDto,
  BookingDto,
  Envelope,
  GuestListDto,
  OrganiserEventDto,
  ReservationDto,
  SignInDto,
} from '@boxoffice/contracts';
import type { Response } from '@boxoffice/testing';
import { mailTo } from '../accounts/mailbox.ts';
import { newcomer, signedInBy, stranger, type SignedIn } from '../accounts/people.ts';
import { memberOf } from '../organisers/organisations.ts';
import { ageHolds, untilExpired } from '../setup/age-holds.ts';
import { expectNoChange } from '../setup/expect-no-change.ts';
import { expectProblem } from '../setup/expect-problem.ts';
import { useSharedApi } from '../setup/use-api.ts';
import { Workspace } from './workspace.ts';

const MENU = {
  label: 'What would you like to eat?',
  hint: 'The kitchen needs it',
  kind: 'choice',
  options: ['Vegetarian', 'With meat'],
  scope: 'ticket',
  required: true,
};

const NOTE = { label: 'Anything we should know?', kind: 'text', scope: 'booking' };

const ASKED = { names: 'required', emails: 'optional', questions: [MENU, NOTE] };

describe('who comes', () => {
  const api = useSharedApi({ DEMO_IDENTITY: 'off' });
  let choir: Workspace;
  let ada: SignedIn;

  beforeAll(async () => {
    choir = await Workspace.open(api);
    ada = await newcomer(api);
  });

  /** A published event that asks something. */
  async function asking(form: object = ASKED, fields: object = {}): Promise<OrganiserEventDto> {
    const event = await choir.publish({ maxTicketsPerUser: null, ...fields });
    await ask(event.id, form);
    return event;
  }

  async function ask(eventId: string, form: object): Promise<AttendeeFormDto> {
    const { status, body } = await choir.send<Envelope<AttendeeFormDto>>(
      'PUT',
      `/${eventId}/questions`,
      form,
    );
    expect({ status, body }).toMatchObject({ status: 200 });
    return body.data;
  }

  async function formOf(eventId: string): Promise<AttendeeFormDto> {
    const path = `/${eventId}/questions`;
    return (await choir.send<Envelope<AttendeeFormDto>>('GET', path)).body.data;
  }

  async function hold(
    { id: eventId }: OrganiserEventDto,
    buyer: SignedIn,
    tickets: object[] = [{ tier: 'Aisle', quantity: 2 }],
  ): Promise<{ id: string; tickets: [string, string, string] }> {
    const { headers } = buyer;
    const { status, body } = await api.post<Envelope<ReservationDto>>(
      '/booking/reserve',
      { eventId, tickets },
      { headers },
    );
    expect({ status, body }).toMatchObject({ status: 200 });
    const ids = body.data.reservedTickets.map(({ id }) => id);
    return { id: body.data.bookingId, tickets: ids as [string, string, string] };
  }

  const said = async (bookingId: string, { headers }: SignedIn): Promise<BookingAttendeesDto> => {
    const path = `/booking/${bookingId}/attendees`;
    const { body } = await api.get<Envelope<BookingAttendeesDto>>(path, { headers });
    return body.data;
  };

  const say = (
    bookingId: string,
    body: object,
    { headers }: SignedIn = ada,
  ): Promise<Response<Envelope<BookingAttendeesDto>>> =>
    api.put(`/booking/${bookingId}/attendees`, body, { headers });

  const pay = (
    ticketIds: readonly string[],
    { headers }: SignedIn = ada,
    fields: object = {},
  ): Promise<Response<unknown>> =>
    api.post('/booking/confirm', { ticketIds, ...fields }, { headers });

  const fieldsOf = (answer: Response<unknown>, code: 'VALIDATION_FAILED' | 'ATTENDEES_MISSING') =>
    expectProblem(answer, code === 'VALIDATION_FAILED' ? 422 : 409, code).errors?.map(
      ({ field }) => field,
    );

  it('is asked for after the tickets are held, kept as drafts, and required by the payment alone', async () => {
    const event = await asking();
    const [menu = '', note = ''] = (await formOf(event.id)).questions.map(({ id }) => id);
    const { id, tickets } = await hold(event, ada);
    const [first, second] = tickets;
    const path = `/booking/${id}`;
    const held = await api.get<Envelope<BookingDto>>(path, { headers: ada.headers });
    expect(held.body.data.asksAttendees).toBe(true);

    // Nothing said yet: refused with each ticket and field, and the hold is as it was.
    const refused = await expectNoChange(api.sql, () => pay(tickets));
    expect(fieldsOf(refused, 'ATTENDEES_MISSING')).toEqual([
      `attendees.${first}.name`,
      `attendees.${first}.answers.${menu}`,
      `attendees.${second}.name`,
      `attendees.${second}.answers.${menu}`,
    ]);

    // A draft may be incomplete, and one ticket is written without the other.
    await say(id, { attendees: [{ ticketId: first, name: '  Ada ', answers: [] }] });
    const half = { ticketId: second, name: 'Grace', email: 'grace@example.org' };
    const answers = [{ questionId: menu, values: ['Vegetarian'] }];
    await say(id, {
      attendees: [{ ...half, answers }],
      answers: [{ questionId: note, values: ['We’ll\nbe late'] }],
    });
    expect(await said(id, ada)).toMatchObject({
      names: 'required',
      emails: 'optional',
      questions: [{ ...MENU, removed: false }, NOTE],
      attendees: [
        { ticketId: first, name: 'Ada', email: null, answers: [] },
        { ...half, answers },
      ],
      answers: [{ questionId: note, values: ['We’ll\nbe late'] }],
      missing: [`attendees.${first}.answers.${menu}`],
      changeable: true,
    });
    expect(fieldsOf(await pay(tickets), 'ATTENDEES_MISSING')).toEqual([
      `attendees.${first}.answers.${menu}`,
    ]);
    // What is paid for in part needs what belongs to that part, and takes it along.
    const part = await pay([second]);
    expect(part.status).toBe(200);
    const rest = await api.sql.row<{ booking_id: string }>(
      'SELECT booking_id FROM tickets WHERE id = $1',
      [first],
    );
    expect(await said(rest.booking_id, ada)).toMatchObject({
      attendees: [{ ticketId: first, name: 'Ada' }],
      answers: [{ questionId: note }],
    });
    const full = {
      ticketId: first,
      name: 'Ada',
      answers: [{ questionId: menu, values: ['With meat'] }],
    };
    expect((await say(rest.booking_id, { attendees: [full] })).body.data.missing).toEqual([]);
    expect((await pay([first])).status).toBe(200);
    const mail = await mailTo(api, ada.email, 'booking-confirmed', 2);
    expect(mail.text).toMatch(/^For (Ada|Grace)$/m);
  });

  it('asks nothing of events that ask for nothing', async () => {
    const event = await choir.publish();
    const { id, tickets } = await hold(event, ada);
    expect(await said(id, ada)).toMatchObject({
      names: 'no',
      emails: 'no',
      questions: [],
      missing: [],
    });
    const unasked = {
      attendees: [{ ticketId: tickets[0], name: 'Ada', email: 'ada@example.org' }],
    };
    const refused = await expectNoChange(api.sql, () => say(id, unasked));
    expect(fieldsOf(refused, 'VALIDATION_FAILED')).toEqual([
      'attendees.0.name',
      'attendees.0.email',
    ]);
    expect((await pay(tickets)).status).toBe(200);
  });

  it('asks a question of some tiers only of their tickets, and a checkbox to be ticked', async () => {
    const event = await choir.publish();
    const [nave] = event.tiers;
    const { questions } = await ask(event.id, {
      names: 'no',
      emails: 'no',
      questions: [
        {
          label: 'Seat cushion?',
          kind: 'checkbox',
          scope: 'ticket',
          required: true,
          tierIds: [nave?.id],
        },
        {
          label: 'How did you hear of us?',
          kind: 'choices',
          options: ['Radio', 'Poster'],
          scope: 'booking',
        },
      ],
    });
    const [cushion = '', heard = ''] = questions.map(({ id }) => id);
    const { id, tickets } = await hold(event, ada, [
      { tier: 'Nave', quantity: 1 },
      { tier: 'Aisle', quantity: 1 },
    ]);
    const [inNave, inAisle] = tickets;
    expect((await said(id, ada)).missing).toEqual([`attendees.${inNave}.answers.${cushion}`]);
    const wrong = await expectNoChange(api.sql, () =>
      say(id, {
        attendees: [
          { ticketId: inNave, answers: [{ questionId: cushion, values: ['perhaps'] }] },
          { ticketId: inAisle, answers: [{ questionId: cushion, values: ['yes'] }] },
          { ticketId: '1', name: 'Eve' },
        ],
        answers: [
          { questionId: heard, values: ['Radio', 'Poster', 'Internet'] },
          { questionId: '77', values: ['yes'] },
        ],
      }),
    );
    expect(fieldsOf(wrong, 'VALIDATION_FAILED')).toEqual([
      `attendees.0.answers.${cushion}`,
      `attendees.1.answers.${cushion}`,
      'attendees.2.ticketId',
      `answers.${heard}`,
      'answers.77',
    ]);
    const done = await say(id, {
      attendees: [{ ticketId: inNave, answers: [{ questionId: cushion, values: ['yes'] }] }],
      answers: [{ questionId: heard, values: ['Poster', 'Radio'] }],
    });
    expect(done.body.data.missing).toEqual([]);
    expect((await pay(tickets)).status).toBe(200);
  });

  it.each([
    [
      'a line end in a name',
      { attendees: [{ ticketId: '1', name: 'Ada\nLovelace' }] },
      'attendees.0.name',
    ],
    [
      'a name that is too long',
      { attendees: [{ ticketId: '1', name: 'x'.repeat(101) }] },
      'attendees.0.name',
    ],
    ['no address', { attendees: [{ ticketId: '1', email: 'ada' }] }, 'attendees.0.email'],
    [
      'a control character',
      { answers: [{ questionId: '1', values: ['a\u0000b'] }] },
      'answers.0.values',
    ],
    [
      'a long answer',
      { answers: [{ questionId: '1', values: ['x'.repeat(501)] }] },
      'answers.0.values',
    ],
    ['a ticket twice', { attendees: [{ ticketId: '1' }, { ticketId: 1 }] }, 'attendees'],
    ['an object', { attendees: { ticketId: '1' } }, 'attendees'],
    [
      '51 tickets',
      { attendees: Array.from({ length: 51 }, (_, i) => ({ ticketId: i + 1 })) },
      'attendees',
    ],
  ])('refuses %s', async (_, body, field) => {
    const event = await asking();
    const { id } = await hold(event, ada);
    const answer = await expectNoChange(api.sql, () => say(id, body));
    expect(fieldsOf(answer, 'VALIDATION_FAILED')).toEqual([field]);
  });

  it('is nobody’s business but the buyer’s, also a guest’s, and of those who sell', async () => {
    const event = await asking();
    const { name, email } = stranger();
    const session = await api.post<Envelope<SignInDto>>('/auth/guest', { name, email });
    const guest = signedInBy(session, { name, email, password: '' });
    const { id, tickets } = await hold(event, guest, [{ tier: 'Aisle', quantity: 1 }]);
    const [ticketId] = tickets;
    const body = { attendees: [{ ticketId, name: 'Grace' }] };
    expectProblem(
      await expectNoChange(api.sql, () => say(id, body, ada)),
      404,
      'BOOKING_NOT_FOUND',
    );
    const read = await api.get(`/booking/${id}/attendees`, { headers: ada.headers });
    expectProblem(read, 404, 'BOOKING_NOT_FOUND');
    expect((await say(id, body, guest)).status).toBe(200);

    const path = `/${event.id}/bookings/${id}/attendees`;
    const other = await choir.publish();
    const elsewhere = await choir.send('PUT', `/${other.id}/bookings/${id}/attendees`, body);
    expectProblem(elsewhere, 404, 'BOOKING_NOT_FOUND');
    const shown = await choir.send<Envelope<BookingAttendeesDto>>('GET', path);
    expect(shown.body.data.attendees).toMatchObject([{ ticketId, name: 'Grace' }]);
    const changed = await choir.send<Envelope<BookingAttendeesDto>>('PUT', path, {
      attendees: [{ ticketId, name: 'Grace Hopper' }],
    });
    expect(changed.body.data.attendees).toMatchObject([{ name: 'Grace Hopper' }]);
  });

  it('is forgotten when the hold ends while somebody types', async () => {
    const event = await asking();
    const { id, tickets } = await hold(event, ada);
    const body = { attendees: [{ ticketId: tickets[0], name: 'Ada' }] };
    await say(id, body);
    await ageHolds(api.sql, [id]);
    const late = await say(id, body);
    expect(['HOLD_EXPIRED', 'BOOKING_ENDED']).toContain((late.body as { code?: string }).code);
    await untilExpired(api.sql, id);
    expectProblem(await say(id, body), 409, 'BOOKING_ENDED');
    const left = await api.sql.row<{ left: number }>(
      `SELECT (SELECT count(*) FROM attendees WHERE booking_id = $1)::integer
         + (SELECT count(*) FROM answers WHERE booking_id = $1)::integer AS left`,
      [id],
    );
    expect(left).toEqual({ left: 0 });
    expect((await said(id, ada)).changeable).toBe(false);
  });

  it('is changed by the buyer until the organiser’s date, by the organiser until the end, and audited', async () => {
    const event = await asking({ ...ASKED, changesUntil: '2097-03-12T18:00' });
    const [menu = ''] = (await formOf(event.id)).questions.map(({ id }) => id);
    const { id, tickets } = await hold(event, ada, [{ tier: 'Aisle', quantity: 1 }]);
    const [ticketId] = tickets;
    const answers = [{ questionId: menu, values: ['Vegetarian'] }];
    await say(id, { attendees: [{ ticketId, name: 'Ada', answers }] });
    expect((await pay(tickets)).status).toBe(200);
    expect(await said(id, ada)).toMatchObject({
      changesUntil: '2097-03-12T17:00:00.000Z',
      changeable: true,
    });

    // Once it is paid for, nothing that is required is taken away.
    const emptied = await expectNoChange(api.sql, () =>
      say(id, { attendees: [{ ticketId, name: '', answers }] }),
    );
    expect(fieldsOf(emptied, 'ATTENDEES_MISSING')).toEqual([`attendees.${ticketId}.name`]);
    const changed = await say(id, { attendees: [{ ticketId, name: 'Grace', answers }] });
    expect(changed.body.data.attendees).toMatchObject([{ name: 'Grace', answers }]);

    await api.sql.execute(
      `UPDATE attendee_forms SET changes_until = now() - interval '1 minute' WHERE event_id = $1`,
      [event.id],
    );
    const late = { attendees: [{ ticketId, name: 'Mallory', answers }] };
    expectProblem(await expectNoChange(api.sql, () => say(id, late)), 409, 'ATTENDEES_CLOSED');
    expect((await said(id, ada)).changeable).toBe(false);
    const path = `/${event.id}/bookings/${id}/attendees`;
    const byOrganiser = { attendees: [{ ticketId, name: 'Hedy', answers }] };
    expect((await choir.send('PUT', path, byOrganiser)).status).toBe(200);

    // The door finds them by that name, and sees neither addresses nor answers.
    const door = await memberOf(api, choir, 'door');
    await hold(event, ada, [{ tier: 'Aisle', quantity: 1 }]).then((held) =>
      say(held.id, { attendees: [{ ticketId: held.tickets[0], name: 'Hedy Unpaid' }] }),
    );
    const guests = await choir.send<Envelope<GuestListDto>>(
      'GET',
      `/${event.id}/guests?search=hed`,
      undefined,
      door.headers,
    );
    expect(guests.body.data.guests).toEqual([
      expect.objectContaining({ name: ada.name, attendees: [{ ticketId, name: 'Hedy' }] }),
    ]);
    expect(JSON.stringify(guests.body)).not.toMatch(/Vegetarian|@/);
    expectProblem(await choir.send('GET', path, undefined, door.headers), 403, 'FORBIDDEN');

    await api.sql.execute(
      `UPDATE events SET starts_at = now() - interval '2 hours', ends_at = now() - interval '1 hour',
         doors_at = NULL WHERE id = $1`,
      [event.id],
    );
    expectProblem(await choir.send('PUT', path, late), 409, 'ATTENDEES_CLOSED');

    const entries = await api.sql.rows<{ actor_id: string; after: object }>(
      `SELECT actor_id, after FROM audit_entries
       WHERE action = 'booking.attendees_changed' AND subject_id = $1 ORDER BY id`,
      [id],
    );
    const after = { ticketIds: [ticketId], fields: ['name'] };
    expect(entries).toEqual([
      { actor_id: ada.id, after },
      { actor_id: choir.manager.id, after },
    ]);
  });

  it('is exported with the buyer’s data, and erased with them', async () => {
    const event = await asking();
    const [menu = '', note = ''] = (await formOf(event.id)).questions.map(({ id }) => id);
    const buyer = await newcomer(api);
    const { id, tickets } = await hold(event, buyer, [{ tier: 'Aisle', quantity: 1 }]);
    const [ticketId] = tickets;
    const answers = [{ questionId: menu, values: ['Vegetarian'] }];
    const body = {
      attendees: [{ ticketId, name: 'Hedy Lamarr', email: 'hedy@example.org', answers }],
      answers: [{ questionId: note, values: ['Late'] }],
    };
    expect((await say(id, body, buyer)).status).toBe(200);
    expect((await pay(tickets, buyer)).status).toBe(200);
    const data = await api.get<Envelope<{ data: { attendees: unknown[] } }>>(
      '/account/data',
      buyer,
    );
    expect(data.body.data.data.attendees).toMatchObject([
      { bookingId: id, ticketId, name: 'Hedy Lamarr', email: 'hedy@example.org' },
      { ticketId, question: MENU.label, answer: ['Vegetarian'] },
      { ticketId: null, question: NOTE.label, answer: ['Late'] },
    ]);
    const erased = await api.post('/account/erase', { password: buyer.password }, buyer);
    expect(erased.status).toBe(200);
    const path = `/${event.id}/bookings/${id}/attendees`;
    const left = await choir.send<Envelope<BookingAttendeesDto>>('GET', path);
    expect(left.body.data).toMatchObject({ attendees: [{ name: '', email: null }], answers: [] });
    const log = api.process.log();
    expect(log).not.toMatch(/Hedy|hedy@/);
  });

  it('keeps answers readable when its questions change, and refuses what would break them', async () => {
    const event = await asking();
    const { questions } = await formOf(event.id);
    const [menu, note] = questions;
    if (!menu || !note) throw new Error('Two questions were asked.');
    const { id, tickets } = await hold(event, ada, [{ tier: 'Aisle', quantity: 1 }]);
    const [ticketId] = tickets;
    const answers = [{ questionId: menu.id, values: ['Vegetarian'] }];
    await say(id, { attendees: [{ ticketId, name: 'Ada', answers }] });
    expect((await formOf(event.id)).questions).toMatchObject([
      { id: menu.id, answered: true },
      { id: note.id, answered: false },
    ]);
    for (const broken of [{ kind: 'text', options: [] }, { scope: 'booking' }]) {
      const answer = await expectNoChange(api.sql, () =>
        choir.send('PUT', `/${event.id}/questions`, {
          ...ASKED,
          questions: [{ ...MENU, id: menu.id, ...broken }],
        }),
      );
      expectProblem(answer, 409, 'BOOKINGS_DEPEND_ON_IT');
    }
    // Another order, other options, and one question less: what was said stays as it was said.
    const form = await ask(event.id, {
      ...ASKED,
      questions: [
        { label: 'Arriving by bus?', kind: 'checkbox', scope: 'ticket' },
        { ...MENU, id: menu.id, options: ['Vegan'] },
      ],
    });
    expect(form.questions.map(({ label, removed }) => ({ label, removed }))).toEqual([
      { label: 'Arriving by bus?', removed: false },
      { label: MENU.label, removed: false },
    ]);
    expect((await say(id, { attendees: [{ ticketId, name: 'Ada', answers }] })).status).toBe(200);
    expect((await ask(event.id, { ...ASKED, questions: [] })).questions).toMatchObject([
      { id: menu.id, removed: true, answered: true },
    ]);
    expect(await said(id, ada)).toMatchObject({
      questions: [{ id: menu.id, removed: true }],
      attendees: [{ answers }],
      missing: [],
    });
    // Nor does writing the rest anew take it away.
    await say(id, { attendees: [{ ticketId, name: 'Ada Lovelace' }] });
    expect(await said(id, ada)).toMatchObject({ attendees: [{ name: 'Ada Lovelace', answers }] });
    // What an event begins to require, nobody who changes something else is held up by.
    expect((await pay(tickets)).status).toBe(200);
    await ask(event.id, { ...ASKED, emails: 'required' });
    const later = await say(id, { attendees: [{ ticketId, name: 'Augusta Ada King' }] });
    expect(later.status).toBe(200);
    expect(later.body.data.missing.length).toBeGreaterThan(0);
  });

  it.each([
    ['a question without words', [{ ...NOTE, label: ' ' }], 'questions.0.label'],
    ['a choice of nothing', [{ ...MENU, options: [] }], 'questions.0.options'],
    ['options of a text', [{ ...NOTE, options: ['A'] }], 'questions.0.options'],
    ['an option twice', [{ ...MENU, options: ['A', 'A '] }], 'questions.0.options'],
    ['tiers of a booking', [{ ...NOTE, tierIds: ['1'] }], 'questions.0.tierIds'],
    ['a tier of another event', [NOTE, { ...MENU, tierIds: ['1'] }], 'questions.1.tierIds'],
    ['a question of another event', [{ ...NOTE, id: '1' }], 'questions.0.id'],
    ['21 questions', Array.from({ length: 21 }, () => NOTE), 'questions'],
  ])('isn’t asked with %s', async (_, questions, field) => {
    const { id } = await choir.create();
    const answer = await expectNoChange(api.sql, () =>
      choir.send('PUT', `/${id}/questions`, { ...ASKED, questions }),
    );
    expect(new Set(fieldsOf(answer, 'VALIDATION_FAILED'))).toContain(field);
  });

  it('is asked until a time that there is, at most until the end', async () => {
    const { id } = await choir.create();
    for (const changesUntil of ['2097-03-31T02:30', '2097-03-15T19:30', 'soon']) {
      const answer = await expectNoChange(api.sql, () =>
        choir.send('PUT', `/${id}/questions`, { ...ASKED, changesUntil }),
      );
      expect(fieldsOf(answer, 'VALIDATION_FAILED')).toEqual(['changesUntil']);
    }
  });

  it('is asked by the copy of an event, of its own tiers', async () => {
    const original = await choir.create();
    await ask(original.id, {
      ...ASKED,
      changesUntil: '2097-03-12T18:00',
      questions: [{ ...MENU, tierIds: [original.tiers[1]?.id] }, NOTE],
    });
    const { body } = await choir.send('POST', `/${original.id}/duplicate`, {
      startsAt: '2097-03-15T19:30',
    });
    const copy = await formOf(body.data.id);
    expect(copy).toMatchObject({
      names: 'required',
      emails: 'optional',
      changesUntil: '2097-03-13T17:00:00.000Z',
      questions: [{ ...MENU, tierIds: [body.data.tiers[1]?.id] }, NOTE],
    });
    const ids = (await formOf(original.id)).questions.map((question) => question.id);
    expect(copy.questions.some((question) => ids.includes(question.id))).toBe(false);
  });
});
