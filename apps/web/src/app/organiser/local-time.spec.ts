import { localTimeIn } from './local-time';

describe('the time at a venue', () => {
  it('is that of its own clock, in winter and in summer', () => {
    expect(localTimeIn('2027-03-14T18:30:00.000Z', 'Europe/Berlin')).toBe('2027-03-14T19:30');
    expect(localTimeIn('2027-07-14T17:30:00.000Z', 'Europe/Berlin')).toBe('2027-07-14T19:30');
    expect(localTimeIn('2027-03-14T00:30:00.000Z', 'America/New_York')).toBe('2027-03-13T19:30');
  });

  it('is nothing where nobody has said', () => {
    expect(localTimeIn(null, 'Europe/Berlin')).toBe('');
  });
});
