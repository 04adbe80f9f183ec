import { CancelBookingDto, ProblemCode, ReserveDto } from '@boxoffice/contracts';
import type { ArgumentMetadata, Type } from '@nestjs/common';
import { DomainError } from '../../problems/domain-error.js';
import { bodyDtos } from './body-dtos.fixture.js';
import { oddBody, seededDice } from './odd-bodies.fixture.js';
import { VALID_BODIES } from './valid-bodies.fixture.js';
import { RequestValidation } from './validation-pipe.js';

/** Enough for each field to meet each odd value, and the run still takes seconds. */
const ODD_BODIES = 200;

const NO_ID = (field: string): string => `${field} must be an id: a whole number from 1`;
const TOO_FEW_OR_MANY = [
  'tickets must contain at least 1 elements',
  'tickets must contain no more than 100 elements',
];

const body = (metatype: ArgumentMetadata['metatype']): ArgumentMetadata => ({
  type: 'body',
  metatype,
});

describe('a request body', () => {
  const pipe = new RequestValidation();

  it('becomes an instance of its class, with the fields that the class has', async () => {
    const sent = { userId: 1, role: 'admin', tickets: [{ tier: 'VIP', quantity: 2, price: 0 }] };
    const read = await pipe.transform(sent, body(ReserveDto));
    expect(read).toBeInstanceOf(ReserveDto);
    expect(JSON.parse(JSON.stringify(read))).toEqual({
      userId: '1',
      eventId: '1',
      tickets: [{ tier: 'VIP', quantity: 2 }],
    });
  });

  it('has codes that a database can be asked for', async () => {
    const sent = { tickets: [{ tier: 'VIP', quantity: 1 }], codes: ['ab\u0000cd'] };
    await expect(pipe.transform(sent, body(ReserveDto))).rejects.toBeInstanceOf(DomainError);
  });

  it('is an empty one where there is none', async () => {
    const read = await pipe.transform(undefined, body(CancelBookingDto));
    expect(read).toStrictEqual(new CancelBookingDto());
  });

  it.each([[[]], ['text'], [1], [true], [null]])('is refused where it is no object: %j', (sent) => {
    expect(() => pipe.transform(sent, body(CancelBookingDto))).toThrow(DomainError);
  });

  it.each([
    [{}, { tickets: ['tickets must be an array', ...TOO_FEW_OR_MANY] }],
    [
      { userId: null, tickets: [] },
      { userId: [NO_ID('userId')], tickets: ['tickets must contain at least 1 elements'] },
    ],
    [
      { userId: 0, tickets: [{ tier: '', quantity: 0 }, null, { tier: 'VIP', quantity: 1 }] },
      {
        userId: [NO_ID('userId')],
        'tickets.0.tier': ['tier must be 1 to 50 characters, none of them a control character'],
        'tickets.0.quantity': ['quantity must not be less than 1'],
        'tickets.1': ['each value in nested property tickets must be either object or array'],
      },
    ],
    [
      { userId: 1, eventId: '01', tickets: 'all', other: { constructor: 1 } },
      {
        eventId: [NO_ID('eventId')],
        tickets: [
          'each value in nested property tickets must be either object or array',
          'tickets must be an array',
          ...TOO_FEW_OR_MANY,
        ],
      },
    ],
  ])('is refused with every field named: %j', async (sent, expected) => {
    const errors = Object.entries(expected).map(([field, messages]) => ({ field, messages }));
    await expect(pipe.transform(sent, body(ReserveDto))).rejects.toMatchObject({
      code: ProblemCode.ValidationFailed,
      facts: { errors },
    });
  });
});

describe('a body that many send alike', () => {
  const pipe = new RequestValidation([{ dto: ReserveDto, sender: ['userId'] }]);
  const order = (userId: number, quantity: string): unknown =>
    JSON.parse(
      `{ "userId": ${userId}, "eventId": "1", "tickets": [{ "tier": "VIP", "quantity": ${quantity} }] }`,
    );
  const read = (sent: unknown, by = pipe): Promise<ReserveDto> =>
    by.transform(sent, body(ReserveDto)) as Promise<ReserveDto>;

  it('is validated apart from who sends it, each once; and nobody changes what others get', async () => {
    const first = await read(order(7, '2'));
    const second = await read(order(8, '2'));
    expect([first.userId, second.userId]).toEqual(['7', '8']);
    expect(second.tickets).toBe(first.tickets);
    expect(() => Object.assign(first.tickets[0] ?? {}, { quantity: 9 })).toThrow(TypeError);
    expect(await read(order(7, '3'))).toMatchObject({ userId: '7', tickets: [{ quantity: 3 }] });
  });

  it('is refused each time, with all that is wrong with it', async () => {
    await read(order(7, '2'));
    for (const quantity of ['0', 'null', '1e999', 'null', '"2"']) {
      const refused = await read(order(0, quantity)).catch((error: unknown) => error);
      expect(refused).toBeInstanceOf(DomainError);
      expect(refused).toMatchObject({
        facts: { errors: [{ field: 'userId' }, { field: 'tickets.0.quantity' }] },
      });
    }
    await expect(read(order(0, '2'))).rejects.toBeInstanceOf(DomainError);
  });

  it('becomes what any other body becomes, however odd it is', async () => {
    const plain = new RequestValidation();
    const dice = seededDice(7);
    const outcome = (sent: string, by: RequestValidation): Promise<unknown> =>
      Promise.resolve()
        .then(() => read(JSON.parse(sent), by))
        .catch((error: unknown) => (error instanceof DomainError ? error.facts : error));
    for (let index = 0; index < ODD_BODIES; index += 1) {
      const [valid = {}] = VALID_BODIES.ReserveDto ?? [];
      const odd = oddBody({ userId: '7', ...valid }, dice);
      // Twice: what is kept must be the same as what was read.
      const expected = await outcome(odd, plain);
      expect(await outcome(odd, pipe)).toStrictEqual(expected);
      expect(await outcome(odd, pipe)).toStrictEqual(expected);
    }
  });

  it('is forgotten if there are too many', async () => {
    const first = await read(order(7, '2'));
    for (let quantity = 10; quantity < 1_010; quantity += 1) await read(order(7, String(quantity)));
    const again = await read(order(7, '2'));
    expect(again).toEqual(first);
    expect(again.tickets).not.toBe(first.tickets);
  });
});

describe('the body of every route', () => {
  const pipe = new RequestValidation();
  const dtos = bodyDtos();
  const byName = dtos.map((dto) => [dto.name, dto] as const);
  const validBodiesOf = ({ name }: Type): readonly object[] => VALID_BODIES[name] ?? [];

  it('has a valid example here', () => {
    expect(dtos.length).toBeGreaterThan(15);
    expect(dtos.map(({ name }) => name)).toEqual(Object.keys(VALID_BODIES));
  });

  it.each(byName)('is accepted if valid, without the fields its DTO lacks: %s', async (_, dto) => {
    for (const valid of validBodiesOf(dto)) {
      const read = await pipe.transform(structuredClone(valid), body(dto));
      const more = { ...structuredClone(valid), status: 'confirmed', isAdmin: true, other: {} };
      expect(read).toBeInstanceOf(dto);
      expect(await pipe.transform(more, body(dto))).toStrictEqual(read);
    }
  });

  it.each(byName)('is accepted or refused, never an error, if it is odd: %s', async (_, dto) => {
    const dice = seededDice(dto.name.length);
    const declared = new Set(Object.keys(new dto() as object));
    const valid = validBodiesOf(dto);
    const outcomes = { accepted: 0, refused: 0 };
    for (let index = 0; index < ODD_BODIES; index += 1) {
      const odd = oddBody(valid[index % valid.length] ?? {}, dice);
      try {
        const read = (await pipe.transform(JSON.parse(odd), body(dto))) as object;
        expect(Object.getPrototypeOf(read)).toBe(dto.prototype);
        expect(Object.keys(read).filter((field) => !declared.has(field))).toEqual([]);
        outcomes.accepted += 1;
      } catch (error) {
        if (!(error instanceof DomainError)) throw error;
        expect(error.code).toBe(ProblemCode.ValidationFailed);
        outcomes.refused += 1;
      }
    }
    // Both kinds were among them; otherwise this shows nothing.
    expect(Math.min(outcomes.accepted, outcomes.refused)).toBeGreaterThan(ODD_BODIES / 20);
  });
});
