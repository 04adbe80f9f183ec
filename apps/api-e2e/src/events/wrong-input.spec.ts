import type { Envelope, OrganiserEventDto } from '@boxoffice/contracts';
import { request } from '@boxoffice/testing';
import { memberOf } from '../organisers/organisations.ts';
import { expectNoChange } from '../setup/expect-no-change.ts';
import { expectProblem } from '../setup/expect-problem.ts';
import { useSharedApi } from '../setup/use-api.ts';
import { CONCERT, Workspace } from './workspace.ts';

/** The concert with one tier, of which one field is wrong. */
const withTier = (fields: object) => ({
  tiers: [{ name: 'Nave', priceMinor: 2_800, capacity: 120, ...fields }],
});
const withType = (fields: object) =>
  withTier({ ticketTypes: [{ name: 'Adult', priceMinor: 2_800, ...fields }] });

const WRONG: readonly [what: string, body: object, field: string][] = [
  ['a time zone that doesn’t exist', { timeZone: 'Europe/Atlantis' }, 'timeZone'],
  ['a time zone that ICU alone knows', { timeZone: 'PST' }, 'timeZone'],
  ['an offset as a time zone', { timeZone: '+01:00' }, 'timeZone'],
  ['SQL as a time zone', { timeZone: `UTC'; DROP TABLE events; --` }, 'timeZone'],
  ['no time zone', { timeZone: undefined }, 'timeZone'],
  ['an end before the start', { endsAt: '2097-03-14T19:29' }, 'endsAt'],
  ['an end at the start', { endsAt: '2097-03-14T19:30' }, 'endsAt'],
  ['doors after the start', { doorsAt: '2097-03-14T19:31' }, 'doorsAt'],
  ['a sale that begins with the event', { saleStartsAt: '2097-03-14T19:30' }, 'saleStartsAt'],
  ['a sale that goes on after the event', { saleEndsAt: '2097-03-14T21:46' }, 'saleEndsAt'],
  [
    'a sale that ends before it begins',
    { saleStartsAt: '2097-02-02T09:00', saleEndsAt: '2097-02-01T09:00' },
    'saleEndsAt',
  ],
  [
    'a start that the clocks skip in spring',
    { startsAt: '2097-03-31T02:30', endsAt: undefined, doorsAt: undefined },
    'startsAt',
  ],
  [
    'doors at a time that the clocks skip',
    { startsAt: '2097-03-31T04:00', endsAt: undefined, doorsAt: '2097-03-31T02:00' },
    'doorsAt',
  ],
  ['the 30th of February', { startsAt: '2097-02-30T19:30' }, 'startsAt'],
  ['the 30th of February with an offset', { startsAt: '2097-02-30T19:30:00+01:00' }, 'startsAt'],
  ['half past 25', { startsAt: '2097-03-14T25:30' }, 'startsAt'],
  [
    'a start that has passed',
    { startsAt: '2020-03-14T19:30', endsAt: undefined, doorsAt: undefined },
    'startsAt',
  ],
  ['a date without a time', { startsAt: '2097-03-14' }, 'startsAt'],
  ['a number as a time', { startsAt: 4_000_000_000 }, 'startsAt'],
  ['the year 1', { startsAt: '0001-03-14T19:30' }, 'startsAt'],
  ['an offset of 99 hours', { startsAt: '2097-03-14T19:30:00+99:00' }, 'startsAt'],
  ['a currency that doesn’t exist', { currency: 'EUX' }, 'currency'],
  ['a currency in small letters', { currency: 'eur' }, 'currency'],
  ['no name', { name: undefined }, 'name'],
  ['a name of blanks', { name: '   ' }, 'name'],
  ['a name of 201 characters', { name: 'x'.repeat(201) }, 'name'],
  ['a zero byte in a name', { name: 'a\u0000b' }, 'name'],
  ['a line end in a name', { name: 'a\nb' }, 'name'],
  ['an override of the direction in a name', { name: 'a\u202eb' }, 'name'],
  ['half a character in a name', { name: 'a\ud800b' }, 'name'],
  ['an escape in a description', { description: 'a\u001b[31mb' }, 'description'],
  ['half a character in a description', { description: 'a\udc00b' }, 'description'],
  ['a language that nobody speaks', { languages: ['qx'] }, 'languages'],
  ['a language in capital letters', { languages: ['DE'] }, 'languages'],
  ['the name of a language', { languages: ['German'] }, 'languages'],
  ['a language with an extension', { languages: ['de-u-nu-latn'] }, 'languages'],
  ['a language twice', { languages: ['de', 'de'] }, 'languages'],
  ['a text as languages', { languages: 'de' }, 'languages'],
  [
    'eleven languages',
    { languages: ['de', 'en', 'fr', 'es', 'it', 'nl', 'pl', 'cs', 'da', 'sv', 'fi'] },
    'languages',
  ],
  ['a description of 20,001 characters', { description: 'x'.repeat(20_001) }, 'description'],
  ['an override of the direction in a description', { description: '\u202eevil' }, 'description'],
  ['a zero byte in an address', { address: 'a\u0000' }, 'address'],
  ['a hold of a second', { holdSeconds: 1 }, 'holdSeconds'],
  ['a hold of a week', { holdSeconds: 604_800 }, 'holdSeconds'],
  ['a limit of none', { maxTicketsPerBooking: 0 }, 'maxTicketsPerBooking'],
  ['a limit above what a reservation holds', { maxTicketsPerBooking: 501 }, 'maxTicketsPerBooking'],
  ['a limit with a fraction', { maxTicketsPerUser: 2.5 }, 'maxTicketsPerUser'],
  ['a price of 1e9', withTier({ priceMinor: 1e9 }), 'tiers.0.priceMinor'],
  ['a price below nothing', withTier({ priceMinor: -1 }), 'tiers.0.priceMinor'],
  ['a price with a fraction', withTier({ priceMinor: 28.5 }), 'tiers.0.priceMinor'],
  ['a price as a text', withTier({ priceMinor: '2800' }), 'tiers.0.priceMinor'],
  ['no price', withTier({ priceMinor: undefined }), 'tiers.0.priceMinor'],
  ['a tier without a name', withTier({ name: '' }), 'tiers.0.name'],
  ['a tier’s name of 51 characters', withTier({ name: 'x'.repeat(51) }), 'tiers.0.name'],
  ['a colour that isn’t one', withTier({ color: 'url(x)' }), 'tiers.0.color'],
  ['200,001 tickets', withTier({ capacity: 200_001 }), 'tiers.0.capacity'],
  ['fewer tickets than none', withTier({ capacity: -1 }), 'tiers.0.capacity'],
  ['half a ticket', withTier({ capacity: 0.5 }), 'tiers.0.capacity'],
  ['1e308 tickets', withTier({ capacity: 1e308 }), 'tiers.0.capacity'],
  ['a type at 1e9', withType({ priceMinor: 1e9 }), 'tiers.0.ticketTypes.0.priceMinor'],
  [
    'a type with a most below its least',
    withType({ minPerBooking: 3, maxPerBooking: 2 }),
    'tiers.0.ticketTypes.0.maxPerBooking',
  ],
  [
    'a type whose sale ends before it begins',
    withType({ saleStartsAt: '2097-02-02T09:00', saleEndsAt: '2097-02-01T09:00' }),
    'tiers.0.ticketTypes.0.saleEndsAt',
  ],
  [
    'a type whose sale begins at a time that the clocks skip',
    withType({ saleStartsAt: '2097-03-31T02:59' }),
    'tiers.0.ticketTypes.0.saleStartsAt',
  ],
  ['a type that is hidden "no"', withType({ hidden: 'no' }), 'tiers.0.ticketTypes.0.hidden'],
  [
    'a control character in a condition',
    withType({ condition: 'a\u0007' }),
    'tiers.0.ticketTypes.0.condition',
  ],
  [
    'two tiers of one name',
    {
      tiers: [
        { name: 'Nave', priceMinor: 1, capacity: 1 },
        { name: ' Nave ', priceMinor: 2, capacity: 1 },
      ],
    },
    'tiers.1.name',
  ],
  [
    'two types of one name',
    withTier({
      ticketTypes: [
        { name: 'Adult', priceMinor: 1 },
        { name: 'Adult', priceMinor: 2 },
      ],
    }),
    'tiers.0.ticketTypes.1.name',
  ],
  [
    '21 tiers',
    {
      tiers: Array.from({ length: 21 }, (_, index) => ({
        name: `${index}`,
        priceMinor: 1,
        capacity: 1,
      })),
    },
    'tiers',
  ],
  ['tiers that are a text', { tiers: 'Nave' }, 'tiers'],
];

describe('wrong input for an event', () => {
  const api = useSharedApi();
  let choir: Workspace;
  let draft: OrganiserEventDto;

  beforeAll(async () => {
    choir = await Workspace.open(api);
    draft = await choir.create();
  });

  it.each(WRONG)(
    '%s: 422 that names the field, and nothing is stored',
    async (_, fields, field) => {
      const answer = await expectNoChange(api.sql, () =>
        choir.send('POST', '', JSON.stringify({ ...CONCERT, ...fields })),
      );
      const { errors = [] } = expectProblem(answer, 422, 'VALIDATION_FAILED');
      expect(errors.map((error) => error.field)).toEqual([field]);
      expect(errors[0]?.messages[0]).toContain(field.split('.').at(-1));
    },
  );

  it('a change with a wrong field changes nothing', async () => {
    const wrong = WRONG.filter(([, fields]) => !('tiers' in fields)).filter(([, fields]) =>
      Object.values(fields).every((value) => value !== undefined),
    );
    expect(wrong.length).toBeGreaterThan(20);
    await expectNoChange(api.sql, async () => {
      for (const [what, fields, field] of wrong) {
        const answer = await choir.send('PATCH', `/${draft.id}`, JSON.stringify(fields));
        const { errors = [] } = expectProblem(answer, 422, 'VALIDATION_FAILED');
        expect({ what, fields: errors.map((error) => error.field) }).toEqual({
          what,
          fields: expect.arrayContaining([field]),
        });
      }
    });
  });

  it('a time zone that Node has and the database lacks is refused, where it could be stored', async () => {
    const timeZone = 'SystemV/PST8';
    expect(() => new Intl.DateTimeFormat('en', { timeZone })).not.toThrow();
    const { id } = await choir.create();
    const times = { startsAt: '2097-03-14T19:30', endsAt: null, doorsAt: null };
    const owner = await memberOf(api, choir, 'owner');
    const at = api.at(`/organisers/${choir.id}`);
    const tries = [
      () => choir.send('POST', '', { ...CONCERT, timeZone }),
      () => choir.send('PATCH', `/${id}`, { timeZone, ...times }),
      () => request(at, { method: 'PATCH', body: { timeZone }, headers: owner.headers }),
    ];
    for (const ask of tries) {
      const { errors } = expectProblem(
        await expectNoChange(api.sql, ask),
        422,
        'VALIDATION_FAILED',
      );
      expect(errors?.map(({ field }) => field)).toEqual(['timeZone']);
    }
  });

  it('several wrong fields are all named', async () => {
    const answer = await choir.send('POST', '', {
      ...CONCERT,
      name: '',
      timeZone: 'Mars/Base',
      ...withTier({ priceMinor: 1e9 }),
    });
    const { errors = [] } = expectProblem(answer, 422, 'VALIDATION_FAILED');
    expect(errors.map(({ field }) => field).sort()).toEqual([
      'name',
      'tiers.0.priceMinor',
      'timeZone',
    ]);
  });

  it('an hour that the clocks show twice: the first is taken, and the answer says so', async () => {
    const { status, body } = await choir.send<Envelope<OrganiserEventDto> & { message: string }>(
      'POST',
      '',
      { ...CONCERT, startsAt: '2097-10-27T02:30', endsAt: undefined, doorsAt: undefined },
    );
    expect(status).toBe(201);
    expect(body.data.startsAt).toBe('2097-10-27T00:30:00.000Z');
    expect(body.message).toMatch(/startsAt: .*twice.*2097-10-27T02:30:00\+01:00 is the second/);
    const second = await choir.create({
      startsAt: '2097-10-27T02:30:00+01:00',
      endsAt: undefined,
      doorsAt: undefined,
    });
    expect(second.startsAt).toBe('2097-10-27T01:30:00.000Z');
  });

  it('texts keep their lines, their umlauts and what means something elsewhere', async () => {
    const description = '# Programme\r\n\r\n<script>alert(1)</script> & "quotes" \u{1f3b6}\r\n';
    const event = await choir.create({
      name: '  Ru\u0308ckert-Lieder; DROP TABLE events;--  ',
      description,
      address: 'Kirchweg 1\r\n20095 Hamburg',
    });
    expect(event).toMatchObject({
      name: 'R\u00fcckert-Lieder; DROP TABLE events;--',
      description: '# Programme\n\n<script>alert(1)</script> & "quotes" \u{1f3b6}',
      address: 'Kirchweg 1\n20095 Hamburg',
    });
  });

  it('an event that is free, in a currency without digits, at the other end of the world', async () => {
    const event = await choir.create({
      ...withTier({ priceMinor: 0 }),
      currency: 'JPY',
      timeZone: 'Pacific/Kiritimati',
    });
    expect(event).toMatchObject({ currency: 'JPY', startsAt: '2097-03-14T05:30:00.000Z' });
  });
});
