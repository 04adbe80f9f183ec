import { CancelBookingDto, ProblemCode, ReserveDto } from '@boxoffice/contracts';
import { ValidationPipe, type ArgumentMetadata } from '@nestjs/common';
import { DomainError } from '../problems/domain-error.js';
import { RequestValidation } from './validation-pipe.js';

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

  it('is an empty one where there is none', async () => {
    const read = await pipe.transform(undefined, body(CancelBookingDto));
    expect(read).toStrictEqual(new CancelBookingDto());
  });

  it.each([[[]], ['text'], [1], [true], [null]])('is refused where it is no object: %j', (sent) => {
    expect(() => pipe.transform(sent, body(CancelBookingDto))).toThrow(DomainError);
  });

  it.each([
    [{}],
    [{ userId: null, tickets: [] }],
    [{ userId: 0, tickets: [{ tier: '', quantity: 0 }, null, { tier: 'VIP', quantity: 1 }] }],
    [{ userId: 1, eventId: '01', tickets: 'all', other: { constructor: 1 } }],
  ])('is refused in the words of the library: %j', async (sent) => {
    const said = ({ code, message, facts }: DomainError): unknown => ({ code, message, facts });
    const refusal = await pipe.transform(structuredClone(sent), body(ReserveDto)).catch(said);
    // The whole way, without the shorter one before it.
    const whole = ValidationPipe.prototype.transform.bind(pipe);
    const expected: unknown = await whole(structuredClone(sent), body(ReserveDto)).catch(said);
    expect(refusal).toHaveProperty('code', ProblemCode.ValidationFailed);
    expect(refusal).toStrictEqual(expected);
  });
});
