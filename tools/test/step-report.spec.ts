import { stepTable } from './step-report.ts';

describe('stepTable', () => {
  it('aligns names and times, marks results and tells the time of all', () => {
    const table = stepTable(
      [
        { name: 'lint', result: 'passed', milliseconds: 1_240 },
        { name: 'browser', result: 'skipped', milliseconds: 0 },
        { name: 'types', result: 'failed', milliseconds: 61_000 },
      ],
      61_500,
    );
    expect(table.split('\n')).toEqual([
      '✓ lint        1.2 s',
      '– browser     0.0 s  skipped',
      '✗ types      61.0 s  failed',
      '  total      61.5 s',
    ]);
  });
});
