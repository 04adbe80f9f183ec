import type { BookingDto, ProblemCode, ProblemDto } from '@boxoffice/contracts';
import type { Failure } from '../../api/problem';
import { paymentOutcome } from './payment-outcome';

const pending = (): BookingDto => ({ id: '1', status: 'pending' }) as BookingDto;
const before = pending();
const readSince = pending();

function refusal(code: ProblemCode, status: number): Failure {
  return { kind: 'problem', code, problem: { code, status } as ProblemDto };
}

describe('what is known of a payment', () => {
  it.each([
    refusal('HOLD_EXPIRED', 409),
    refusal('ALREADY_CONFIRMED', 409),
    refusal('TICKETS_OF_ANOTHER_USER', 403),
    refusal('VALIDATION_FAILED', 422),
  ])('is what the server decided: $code', (failure) => {
    expect(paymentOutcome(failure, before, before)).toBe('refused');
  });

  it.each<Failure>([
    { kind: 'unreachable' },
    { kind: 'unreadable', status: 502 },
    { kind: 'unreadable', status: 403 },
    refusal('INTERNAL', 500),
    refusal('BUSY', 503),
    refusal('DATABASE_UNAVAILABLE', 503),
    // The attempt before this one may have gone through.
    refusal('TOO_MANY_REQUESTS', 429),
    refusal('UNAUTHENTICATED', 401),
  ])('is nothing after %o, until the booking has been read since', (failure) => {
    expect(paymentOutcome(failure, before, before)).toBe('unknown');
    expect(paymentOutcome(failure, readSince, before)).toBe('unpaid');
  });
});
