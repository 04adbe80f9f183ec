import { actionWords, changesOf } from './entry-words';

describe('an entry of the audit', () => {
  it('says what was done', () => {
    expect(actionWords('user.role_changed')).toBe('User role changed');
  });

  it('says what is different since, and nothing else', () => {
    const before = { status: 'pending', userId: '1' };
    const after = { status: 'confirmed', userId: '1', ticketIds: ['3', '4'] };
    expect(changesOf({ before, after })).toEqual([
      { fact: 'status', before: 'pending', after: 'confirmed' },
      { fact: 'ticketIds', before: undefined, after: '3, 4' },
    ]);
  });

  it('tells nothing where nothing may be kept', () => {
    expect(changesOf({ before: null, after: null })).toEqual([]);
  });
});
