import { CONNECTIONS, inTurns } from './sales.ts';

describe('the order of the measurements', () => {
  const plan = (names: readonly string[], counts: readonly number[]) =>
    [1, 2].flatMap((round) =>
      counts.flatMap((count) =>
        names.map((name) => ({ round, cell: { count }, text: `${name} at ${count}` })),
      ),
    );

  const [first, second] = CONNECTIONS;

  it('has side by side what is compared, and goes back in every other round', () => {
    const one = plan(['floor', 'naive', 'ours'], [first, second]);
    const four = plan(['naive of four', 'ours of four'], [second]);
    const there = [
      `floor at ${first}`,
      `naive at ${first}`,
      `ours at ${first}`,
      `floor at ${second}`,
      `naive at ${second}`,
      `ours at ${second}`,
      `ours of four at ${second}`,
      `naive of four at ${second}`,
    ];
    expect(inTurns([one, four], 2).map(({ text }) => text)).toEqual([
      ...there,
      ...there.toReversed(),
    ]);
  });
});
