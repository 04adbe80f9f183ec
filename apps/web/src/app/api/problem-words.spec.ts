import { HttpErrorResponse } from '@angular/common/http';
import type { ProblemDto } from '@boxoffice/contracts';
import { readFailure } from './problem';
import { fieldRefusal } from './field-words';
import { failureWords } from './problem-words';

function problem(more: Partial<ProblemDto>): ProblemDto {
  const status = more.status ?? 409;
  return {
    type: 'urn:boxoffice:problem:test',
    title: 'Test',
    status,
    detail: 'Detail',
    instance: '/',
    code: 'INTERNAL',
    error: { message: 'Detail', status },
    ...more,
  };
}

function wordsOf(error: ProblemDto): { title: string; text: string } {
  return failureWords(readFailure(new HttpErrorResponse({ status: error.status, error })));
}

const shortfall = { tier: 'VIP', requested: 4, available: 1, held: 0, heldUntil: null };

describe('what a failed call says', () => {
  it('tells how many are left, and that nothing was held', () => {
    expect(wordsOf(problem({ code: 'NOT_ENOUGH_TICKETS', shortfalls: [shortfall] }))).toEqual({
      title: 'Only 1 VIP ticket left',
      text: 'We haven’t held any tickets. Choose fewer, or try another tier.',
    });
  });

  it('tells sold out from held by others', () => {
    const none = { ...shortfall, available: 0 };
    const soldOut = wordsOf(problem({ code: 'SOLD_OUT', shortfalls: [none] }));
    const held = wordsOf(
      problem({
        code: 'HELD_BY_OTHERS',
        shortfalls: [{ ...none, held: 3, heldUntil: '2026-11-22T20:10:00.000Z' }],
      }),
    );
    expect(soldOut.title).toBe('VIP tickets are sold out');
    expect(held.title).toBe('Others are holding the last VIP tickets');
    expect(held.text).toMatch(/may come back at \d/);
  });

  it('says how many are left where others hold only the rest', () => {
    const shortfalls = [{ ...shortfall, held: 3, heldUntil: '2026-11-22T20:10:00.000Z' }];
    const words = wordsOf(problem({ code: 'HELD_BY_OTHERS', shortfalls }));
    expect(words.title).toBe('Only 1 VIP ticket left');
    expect(words.text).toMatch(/haven’t held any tickets.*may come back at \d/);
  });

  it('names the limit that was passed, and that nothing was held', () => {
    const booking = wordsOf(problem({ code: 'BOOKING_LIMIT_EXCEEDED', limit: 6 }));
    expect(booking.title).toBe('Limit: 6 tickets per order');
    expect(booking.text).toContain('We haven’t held any tickets');
    const user = wordsOf(problem({ code: 'USER_LIMIT_EXCEEDED', limit: 1 }));
    expect(user.title).toBe('Limit: 1 ticket per person');
    expect(user.text).toContain('you already hold or own count too');
  });

  it('says what happened to tickets and money when the hold ended', () => {
    expect(wordsOf(problem({ code: 'HOLD_EXPIRED' })).text).toContain(
      'back on sale, and you weren’t charged',
    );
  });

  it('says what the server refused in the language of the page, not in the server’s words', () => {
    const errors = [{ field: 'gaCount', messages: ['gaCount must not be greater than 20000'] }];
    const words = wordsOf(problem({ code: 'VALIDATION_FAILED', status: 422, errors }));
    expect(words.text).toBe('Check your entries and try again.');
    expect(fieldRefusal({ field: 'password' })).toBe('This password is too easy to guess');
    expect(fieldRefusal({ field: 'gaCount' })).toBe('Check this and try again');
    expect(fieldRefusal({ field: 'saleStartsAt', reason: 'SKIPPED_TIME' })).toContain('go forward');
    expect(fieldRefusal({ field: 'startsAt', reason: 'PAST' })).toBe('This time has passed');
    expect(fieldRefusal({ field: 'startsAt' })).toBe('Check this and try again');
  });

  it('has a next step where the network failed', () => {
    const failure = readFailure(new HttpErrorResponse({ status: 0 }));
    expect(failureWords(failure)).toEqual({
      title: 'We can’t reach the server',
      text: 'We don’t know whether your request got through. Try again: you won’t buy anything twice.',
    });
  });

  it.each<[string, HttpErrorResponse]>([
    ['an answer that got lost', new HttpErrorResponse({ status: 0 })],
    ['a proxy’s answer', new HttpErrorResponse({ status: 504, error: '<html>' })],
    ...(['INTERNAL', 'BUSY', 'DATABASE_UNAVAILABLE', 'TOO_MANY_REQUESTS'] as const).map(
      (code): [string, HttpErrorResponse] => [
        code,
        new HttpErrorResponse({ status: 503, error: problem({ code }) }),
      ],
    ),
  ])('claims nothing about money or tickets after %s', (_, error) => {
    const { title, text } = failureWords(readFailure(error));
    expect(`${title} ${text}`).not.toMatch(/money|charged|paid|held|nothing (was|has)/i);
  });

  it('has a next step for an answer that is none of ours', () => {
    const failure = readFailure(new HttpErrorResponse({ status: 502, error: '<html>' }));
    expect(failure).toEqual({ kind: 'unreadable', status: 502 });
    expect(failureWords(failure).text).toContain('Try again');
  });

  it('has a next step for a code of a newer server', () => {
    const error = { code: 'FROM_THE_FUTURE', detail: 'Not known here' };
    const failure = readFailure(new HttpErrorResponse({ status: 409, error }));
    expect(failureWords(failure).text).toContain('Try again');
  });
});
