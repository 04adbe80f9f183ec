import { outputOf } from './run-command.ts';

describe('outputOf', () => {
  const { signal } = new AbortController();

  it('keeps what a program writes, on both ways, to the end', async () => {
    const script = `console.log('one'); console.error('two'); process.exitCode = 3`;
    const { succeeded, output } = await outputOf(process.execPath, ['-e', script], signal);
    expect(succeeded).toBe(false);
    expect(output.split('\n').sort()).toEqual(['', 'one', 'two']);
  });

  it('tells of success', async () => {
    expect(await outputOf(process.execPath, ['-e', ''], signal)).toEqual({
      succeeded: true,
      output: '',
    });
  });
});
