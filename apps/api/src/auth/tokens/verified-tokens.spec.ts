import { VerifiedTokens } from './verified-tokens.js';

describe('verified tokens', () => {
  it('are remembered until they end, and not a moment longer', () => {
    const tokens = new VerifiedTokens<string>();
    tokens.set('token', 'Ada', 1_000);
    expect(tokens.get('token', 999)).toBe('Ada');
    expect(tokens.get('token', 1_000)).toBeUndefined();
    expect(tokens.get('token', 999)).toBeUndefined();
  });

  it('are bounded: the one that was not used for longest is forgotten', () => {
    const tokens = new VerifiedTokens<string>(2);
    tokens.set('first', 'Ada', 1_000);
    tokens.set('second', 'Grace', 1_000);
    tokens.get('first', 1);
    tokens.set('third', 'Alan', 1_000);
    expect(['first', 'second', 'third'].map((token) => tokens.get(token, 1))).toEqual([
      'Ada',
      undefined,
      'Alan',
    ]);
  });
});
