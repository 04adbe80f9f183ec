import {
  announcementBetween,
  clockOffsetMs,
  moreTimeWords,
  secondsLeft,
  timeLeftWords,
} from './hold-clock';

const expiresAt = '2026-11-22T20:10:00.000Z';
const serverTime = '2026-11-22T20:00:00.000Z';

describe("the hold's time", () => {
  it('is counted on the clock of the server, however wrong that of the device is', () => {
    for (const wrongByMs of [0, 3_600_000, -86_400_000]) {
      const deviceNow = Date.parse(serverTime) + wrongByMs;
      const offset = clockOffsetMs(serverTime, deviceNow);
      expect(secondsLeft(expiresAt, deviceNow, offset)).toBe(600);
      expect(secondsLeft(expiresAt, deviceNow + 90_000, offset)).toBe(510);
    }
  });

  it('counts a started second, and stops at nothing', () => {
    const end = Date.parse(expiresAt);
    expect(secondsLeft(expiresAt, end - 1, 0)).toBe(1);
    expect(secondsLeft(expiresAt, end, 0)).toBe(0);
    expect(secondsLeft(expiresAt, end + 60_000, 0)).toBe(0);
  });

  it('is told in minutes, and in seconds for the last two', () => {
    expect(timeLeftWords(600)).toBe('10 minutes');
    expect(timeLeftWords(541)).toBe('10 minutes');
    expect(timeLeftWords(540)).toBe('9 minutes');
    expect(timeLeftWords(121)).toBe('3 minutes');
    expect(timeLeftWords(120)).toBe('2:00');
    expect(timeLeftWords(62)).toBe('1:02');
    expect(timeLeftWords(9)).toBe('0:09');
  });
});

describe('what a screen reader hears', () => {
  it('is said once, when five, two and one minutes are left and at the end', () => {
    expect(announcementBetween(301, 300)).toBe('5 minutes left to pay.');
    expect(announcementBetween(300, 299)).toBeUndefined();
    expect(announcementBetween(121, 120)).toBe('2 minutes left to pay.');
    expect(announcementBetween(61, 60)).toBe('1 minute left to pay.');
    expect(announcementBetween(1, 0)).toBe('Your time is up.');
  });

  it('is what the line says after it was extended', () => {
    expect(moreTimeWords(397)).toBe('You have more time: 7 minutes left to pay.');
    expect(timeLeftWords(397)).toBe('7 minutes');
    expect(moreTimeWords(12)).toBe('You have more time: 1 minute left to pay.');
  });

  it('is only the newest mark after the device has slept', () => {
    expect(announcementBetween(400, 90)).toBe('2 minutes left to pay.');
  });
});
