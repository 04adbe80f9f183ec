import { ticketNumber } from './ticket-number';

describe('ticketNumber', () => {
  it('leaves a short number as it is, and groups a long one from its end', () => {
    expect(ticketNumber('12')).toBe('12');
    expect(ticketNumber('7300000000000000012')).toBe('730 0000 0000 0000 0012');
  });
});
