import { isComplete, readOptions, SCENARIOS } from './options.ts';

describe('the command line', () => {
  it('measures everything, five rounds, when nothing is said', () => {
    const options = readOptions([]);
    expect(options).toEqual({
      rounds: 5,
      seconds: 4,
      only: SCENARIOS,
      quick: false,
      built: false,
    });
    expect(isComplete(options)).toBe(true);
  });

  it('takes numbers, and scenarios by their names', () => {
    const options = readOptions(['--rounds', '3', '--seconds=1.5', '--only', 'sale', '--built']);
    expect(options).toMatchObject({ rounds: 3, seconds: 1.5, only: ['sale'], built: true });
    expect(isComplete(options)).toBe(false);
  });

  it('is not complete when quick', () => {
    const options = readOptions(['--quick']);
    expect(options).toMatchObject({ rounds: 1, only: SCENARIOS });
    expect(isComplete(options)).toBe(false);
  });

  it.each([
    [['--rounds', 'many'], '--rounds must be a number above zero.'],
    [['--seconds', '-1'], '--seconds'],
    [['--only', 'everything'], 'There is no scenario everything'],
    [['--fast'], '--fast'],
  ])('refuses %j in one sentence', (args, sentence) => {
    expect(() => readOptions(args)).toThrow(sentence);
  });
});
