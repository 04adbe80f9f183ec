import { actionName, changesOf } from './entry-words';

describe('an entry of the audit', () => {
  it('says what was done', () => {
    expect(actionName('user.role_changed')).toBe('Role changed');
    expect(actionName('booking.from_the_future')).toBe('Booking from the future');
  });

  it('says what is different since, and nothing else', () => {
    const before = { status: 'pending', userId: '1' };
    const after = { status: 'confirmed', userId: '1', ticketIds: ['3', '4'] };
    expect(changesOf({ before, after })).toEqual([
      { fact: 'Status', before: 'pending', after: 'confirmed' },
      { fact: 'Tickets', before: undefined, after: '3, 4' },
    ]);
  });

  it('says amounts, moments and roles as people write them', () => {
    const before = { totalMinor: 20_000, currency: 'USD', role: 'customer', holdExtensions: 0 };
    const after = {
      totalMinor: 12_550,
      currency: 'USD',
      role: 'door_staff',
      holdExtensions: 1,
      holdExpiresAt: '2026-11-22T20:10:00.000Z',
    };
    const moment = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' });
    expect(changesOf({ before, after })).toEqual([
      { fact: 'Total', before: '$200', after: '$125.50' },
      { fact: 'Role', before: 'Customer', after: 'Door staff' },
      { fact: 'Times extended', before: '0', after: '1' },
      {
        fact: 'Held until',
        before: undefined,
        after: moment.format(new Date(after.holdExpiresAt)),
      },
    ]);
  });

  it('takes the names of other facts apart, and shows an amount without a currency as it is', () => {
    const after = { lateFeeMinor: 100, sessionsEnded: 2, 'Front Row': 5 };
    expect(
      changesOf({ before: null, after }).map(({ fact, after: value }) => [fact, value]),
    ).toEqual([
      ['Late fee minor', '100'],
      ['Sessions ended', '2'],
      ['Front Row', '5'],
    ]);
  });

  it('says what fees and texts of an event are', () => {
    const after = {
      fees: ['100 a ticket', '250 basis points a booking, also on free tickets'],
      texts: ['taxName'],
    };
    expect(
      changesOf({ before: null, after }).map(({ fact, after: value }) => [fact, value]),
    ).toEqual([
      ['Fees', '100 per ticket, 2.5% per booking, also on free tickets'],
      ['Texts', 'Tax'],
    ]);
  });

  it('tells nothing where nothing may be kept', () => {
    expect(changesOf({ before: null, after: null })).toEqual([]);
  });

  it('name people beside their ids, where they are known', () => {
    const change = { before: { userId: '7' }, after: { userId: '1' } };
    expect(changesOf(change, { 1: 'John Doe' })).toEqual([
      { fact: 'User', before: '7', after: 'John Doe (1)' },
    ]);
  });
});
