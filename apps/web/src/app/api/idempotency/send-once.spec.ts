import { HttpClient, provideHttpClient, withInterceptors } from '@angular/common/http';
import {
  HttpTestingController,
  provideHttpClientTesting,
  type TestRequest,
} from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { sendOnce } from './send-once';

const RESERVE = '/api/v1/booking/reserve';
const twoTickets = { userId: '1', tickets: [{ tier: 'GA', quantity: 2 }] };
const LONGER_THAN_ANY_WAIT_MS = 10_000;

describe('a POST', () => {
  let server: HttpTestingController;
  let answered: unknown[];
  let failures: number;

  const press = (body: object = twoTickets, url = RESERVE): void => {
    TestBed.inject(HttpClient)
      .post(url, body)
      .subscribe({
        next: (answer) => answered.push(answer),
        error: () => {
          failures += 1;
        },
      });
  };
  const sent = (url = RESERVE): TestRequest => server.expectOne(url);
  const keyOf = ({ request }: TestRequest): string => request.headers.get('Idempotency-Key') ?? '';
  const lose = (request: TestRequest): void => request.error(new ProgressEvent('error'));
  const refuse = (request: TestRequest, status: number, headers = {}): void =>
    request.flush({}, { status, statusText: 'Refused', headers });

  beforeEach(() => {
    jest.useFakeTimers();
    TestBed.configureTestingModule({
      providers: [provideHttpClient(withInterceptors([sendOnce])), provideHttpClientTesting()],
    });
    server = TestBed.inject(HttpTestingController);
    answered = [];
    failures = 0;
  });

  afterEach(() => {
    server.verify();
    jest.useRealTimers();
  });

  it('carries a key, and the next action another', () => {
    press();
    const first = sent();
    first.flush('held');
    press();
    const second = sent();
    second.flush('held');
    expect(keyOf(first)).toMatch(/^[0-9a-f-]{36}$/);
    expect(keyOf(second)).toMatch(/^[0-9a-f-]{36}$/);
    expect(keyOf(second)).not.toBe(keyOf(first));
  });

  it('carries one key when the button is pressed twice', () => {
    press();
    press();
    const both = server.match(RESERVE);
    expect(both).toHaveLength(2);
    expect(new Set(both.map(keyOf)).size).toBe(1);
    both.forEach((request) => request.flush('held'));
    expect(answered).toEqual(['held', 'held']);
  });

  it('is sent again under the same key when its answer got lost', () => {
    press();
    const first = sent();
    lose(first);
    server.expectNone(RESERVE);
    jest.advanceTimersByTime(1_000);
    const again = sent();
    expect(keyOf(again)).toBe(keyOf(first));
    expect(again.request.body).toEqual(twoTickets);
    again.flush('held');
    expect(answered).toEqual(['held']);
  });

  it('waits as long as a busy server asks', () => {
    press();
    refuse(sent(), 503, { 'Retry-After': '4' });
    jest.advanceTimersByTime(3_999);
    server.expectNone(RESERVE);
    jest.advanceTimersByTime(501);
    sent().flush('held');
    expect(answered).toEqual(['held']);
  });

  it('gives up after two retries; pressed again, it is still the same action', () => {
    press();
    const first = sent();
    lose(first);
    for (let retries = 0; retries < 2; retries += 1) {
      jest.advanceTimersByTime(LONGER_THAN_ANY_WAIT_MS);
      expect(failures).toBe(0);
      lose(sent());
    }
    jest.advanceTimersByTime(LONGER_THAN_ANY_WAIT_MS);
    expect(failures).toBe(1);

    press();
    const pressedAgain = sent();
    expect(keyOf(pressedAgain)).toBe(keyOf(first));
    pressedAgain.flush('held');
  });

  it('is another action when something else is asked for after a failure', () => {
    press();
    const first = sent();
    refuse(first, 500);
    press({ ...twoTickets, userId: '2' });
    const other = sent();
    expect(keyOf(other)).not.toBe(keyOf(first));
    other.flush('held');
  });

  it('is not sent again once the server has said no, and is a new action then', () => {
    press();
    const first = sent();
    refuse(first, 409);
    jest.advanceTimersByTime(LONGER_THAN_ANY_WAIT_MS);
    expect(failures).toBe(1);
    press();
    const second = sent();
    expect(keyOf(second)).not.toBe(keyOf(first));
    second.flush('held');
  });

  it.each([401, 429])(
    'is still the same action after %d: an attempt before may have been carried out',
    (status) => {
      press();
      const first = sent();
      lose(first);
      jest.advanceTimersByTime(LONGER_THAN_ANY_WAIT_MS);
      refuse(sent(), status);
      expect(failures).toBe(1);
      press();
      const pressedAgain = sent();
      expect(keyOf(pressedAgain)).toBe(keyOf(first));
      pressedAgain.flush('held');
    },
  );

  it('is a new action when its hold would have ended long ago', () => {
    press();
    const first = sent();
    refuse(first, 500);
    jest.advanceTimersByTime(11 * 60_000);
    press();
    const second = sent();
    expect(keyOf(second)).not.toBe(keyOf(first));
    second.flush('held');
  });

  it('with a secret in its body carries none', () => {
    for (const path of ['auth/sign-in', 'organisers/invitations/accept']) {
      press({}, `/api/v1/${path}`);
      const secret = sent(`/api/v1/${path}`);
      expect(keyOf(secret)).toBe('');
      secret.flush('done');
    }
  });

  it('to somewhere else, and a read, carry none', () => {
    press({}, '/elsewhere');
    const elsewhere = sent('/elsewhere');
    TestBed.inject(HttpClient).get(RESERVE).subscribe();
    const read = sent();
    expect([keyOf(elsewhere), keyOf(read)]).toEqual(['', '']);
    elsewhere.flush('');
    read.flush('');
  });
});
