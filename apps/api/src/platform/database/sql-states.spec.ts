import { meaningOfSqlState } from './sql-states.js';

describe('the SQLSTATEs of a database that cannot be used', () => {
  it.each([
    ['25006', 'read-only', 'all replaced'],
    ['57P01', 'unavailable', 'all replaced'],
    ['57P02', 'unavailable', 'all replaced'],
    ['57P03', 'unavailable', 'all replaced'],
    ['57P04', 'unavailable', 'all replaced'],
    ['57P05', 'unavailable', 'replaced'],
    ['08006', 'unavailable', 'replaced'],
    ['08P01', 'unavailable', 'replaced'],
    ['26000', 'unavailable', 'replaced'],
    ['28P01', 'unavailable', 'replaced'],
    ['53100', 'full', 'kept'],
    ['53300', 'busy', 'kept'],
    ['53200', 'unavailable', 'kept'],
    ['57014', 'busy', 'kept'],
    ['40P01', 'busy', 'kept'],
    ['58030', 'unavailable', 'replaced'],
    ['XX001', 'unavailable', 'replaced'],
  ])('%s means %s, and connections are %s', (state, meaning, connections) => {
    expect(meaningOfSqlState(state)).toEqual({ meaning, connections });
  });

  it.each(['23505', '22P02', '42601', '42501', 'P0001', undefined])(
    '%s is somebody’s mistake',
    (state) => {
      expect(meaningOfSqlState(state)).toBeUndefined();
    },
  );
});
