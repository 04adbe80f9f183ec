import { signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import type { BookingDto } from '@boxoffice/contracts';
import { countDownHold, type HoldCountdown } from './hold-countdown';

const MINUTE = 60_000;
const START = Date.parse('2026-11-22T20:00:00.000Z');

function bookingAt(serverNow: number, endsAfterMs = 10 * MINUTE): BookingDto {
  return {
    createdAt: new Date(START).toISOString(),
    expiresAt: new Date(START + endsAfterMs).toISOString(),
    serverTime: new Date(serverNow).toISOString(),
  } as BookingDto;
}

describe('the countdown of a hold', () => {
  const booking = signal<BookingDto | undefined>(undefined);
  let hold: HoldCountdown;

  beforeEach(() => {
    jest.useFakeTimers({ now: START });
    booking.set(undefined);
    hold = TestBed.runInInjectionContext(() => countDownHold(booking));
  });

  afterEach(() => {
    TestBed.resetTestingModule();
    jest.useRealTimers();
  });

  it('is not over before there is a booking', () => {
    expect(hold.isOver()).toBe(false);
  });

  it('runs down, and is over at the end', () => {
    booking.set(bookingAt(START));
    expect(hold.seconds()).toBe(600);
    expect(hold.fraction()).toBe(1);

    jest.advanceTimersByTime(5 * MINUTE);
    expect(hold.seconds()).toBe(300);
    expect(hold.fraction()).toBe(0.5);
    expect(hold.isOver()).toBe(false);

    jest.advanceTimersByTime(5 * MINUTE);
    expect(hold.isOver()).toBe(true);
  });

  it('sets itself right when the server answers again', () => {
    booking.set(bookingAt(START));
    expect(hold.seconds()).toBe(600);
    // The device was asleep: its clock did not move, that of the server did.
    booking.set(bookingAt(START + 7 * MINUTE));
    expect(hold.seconds()).toBe(180);
  });

  it('announces a mark once, and keeps the words until the next', () => {
    booking.set(bookingAt(START));
    expect(hold.announcement()).toBe('');
    jest.advanceTimersByTime(5 * MINUTE);
    expect(hold.announcement()).toBe('5 minutes left to pay.');
    jest.advanceTimersByTime(MINUTE);
    expect(hold.announcement()).toBe('5 minutes left to pay.');
    jest.advanceTimersByTime(2 * MINUTE);
    expect(hold.announcement()).toBe('2 minutes left to pay.');
  });

  it('says that there is more time, goes on from there, and repeats the marks', () => {
    booking.set(bookingAt(START));
    expect(hold.announcement()).toBe('');
    jest.advanceTimersByTime(8.5 * MINUTE);
    expect(hold.announcement()).toBe('2 minutes left to pay.');

    booking.set(bookingAt(START + 8.5 * MINUTE, 15 * MINUTE));
    expect(hold.seconds()).toBe(390);
    expect(hold.fraction()).toBeCloseTo(390 / 900);
    expect(hold.announcement()).toBe('You have more time: 7 minutes left to pay.');

    jest.advanceTimersByTime(4.5 * MINUTE);
    expect(hold.announcement()).toBe('2 minutes left to pay.');
  });

  it('tells of the offer of more time while it is shown, and not when the hold has ended', () => {
    booking.set(Object.assign(bookingAt(START), { extendable: true }));
    expect(hold.announcement()).toBe('');
    jest.advanceTimersByTime(5 * MINUTE);
    expect(hold.announcement()).toBe('5 minutes left to pay.');
    jest.advanceTimersByTime(3 * MINUTE);
    expect(hold.announcement()).toBe('2 minutes left to pay. You can ask for more time.');
    jest.advanceTimersByTime(2 * MINUTE);
    expect(hold.announcement()).toBe('Your time is up.');
  });

  it('calls a clock that was set right no more time', () => {
    booking.set(bookingAt(START + 7 * MINUTE));
    expect(hold.announcement()).toBe('');
    booking.set(bookingAt(START));
    expect(hold.seconds()).toBe(600);
    expect(hold.announcement()).toBe('');
  });

  it('stops with the page that shows it', () => {
    expect(jest.getTimerCount()).toBe(1);
    TestBed.resetTestingModule();
    expect(jest.getTimerCount()).toBe(0);
  });
});
