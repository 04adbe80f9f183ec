export type StepResult = 'passed' | 'failed' | 'skipped';

export interface StepReport {
  readonly name: string;
  readonly result: StepResult;
  readonly milliseconds: number;
}

const MARKS: Readonly<Record<StepResult, string>> = { passed: '✓', failed: '✗', skipped: '–' };

/**
 * One line per step with its time, and the total.
 *
 * @param total less than the sum where steps went side by side
 */
export function stepTable(steps: readonly StepReport[], total: number): string {
  const width = Math.max(...steps.map(({ name }) => name.length), 'total'.length);
  const line = (mark: string, name: string, milliseconds: number, note: string): string =>
    `${mark} ${name.padEnd(width)}  ${seconds(milliseconds).padStart(8)}${note}`;
  return [
    ...steps.map(({ name, result, milliseconds }) =>
      line(MARKS[result], name, milliseconds, result === 'passed' ? '' : `  ${result}`),
    ),
    line(' ', 'total', total, ''),
  ].join('\n');
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}
