import { namedStatement } from './named-statement.js';

describe('namedStatement', () => {
  it('numbers each name once, in the order in which they appear', () => {
    const { text, valuesOf } = namedStatement<{ eventId: string; ids: string }>(
      'SELECT :ids::bigint[], :eventId::bigint WHERE :ids IS NOT NULL',
    );
    expect(text).toBe('SELECT $1::bigint[], $2::bigint WHERE $1 IS NOT NULL');
    expect(valuesOf({ eventId: '1', ids: '{2}' })).toEqual(['{2}', '1']);
  });

  it('leaves casts and time formats alone', () => {
    const sql = `SELECT to_char(at::timestamptz, 'HH24:MI:SS')`;
    expect(namedStatement(sql).text).toBe(sql);
  });

  it('takes null for a value, and refuses a name without any', () => {
    const { valuesOf } = namedStatement<{ at?: null }>('SELECT :at');
    expect(valuesOf({ at: null })).toEqual([null]);
    expect(() => valuesOf({})).toThrow('parameter :at has no value');
  });
});
