import { fileURLToPath } from 'node:url';
import { ESLint } from 'eslint';

const workspace = fileURLToPath(new URL('../..', import.meta.url));
const eslint = new ESLint({
  cwd: workspace,
  ruleFilter: ({ ruleId }) => ruleId === 'money/in-one-place',
  overrideConfig: { languageOptions: { parserOptions: { projectService: false } } },
});

/** The complaints about a file that exists in no form but this. */
async function complaints(code: string, file = 'apps/web/src/app/x.ts'): Promise<string[]> {
  const [result] = await eslint.lintText(code, { filePath: `${workspace}/${file}` });
  return (result?.messages ?? []).map(({ message }) => message);
}

describe('money that is written or converted past its one place fails lint', () => {
  it.each([
    [
      'formatted by Intl',
      "new Intl.NumberFormat('en', { style: 'currency', currency: 'RSD' }).format(1500.5)",
    ],
    ['formatted by a number', "(1500.5).toLocaleString('en', { style: 'currency' })"],
    ["formatted by Angular's pipe", "import { CurrencyPipe as Pipe } from '@angular/common'"],
    ['with fixed digits', 'price.toFixed(2)'],
    ['with fixed digits, from minor units', '(row.priceMinor / rate).toFixed(2)'],
    ['with the digits of a locale', 'const { maximumFractionDigits } = format.resolvedOptions()'],
    ['with the digits that a locale answers', 'format.resolvedOptions().minimumFractionDigits'],
    ['from minor units', 'row.total_minor / 100'],
    ['from minor units of the database', 'Number(row.total_minor) / 100'],
    ['from minor units, by digits', 'priceMinor / 10 ** digits'],
    ['to minor units', 'const priceMinor = price * 100'],
  ])('%s', async (_how, code) => {
    for (const file of ['apps/web/src/app/x.ts', 'apps/api/src/x.ts', 'tools/bench/x.ts']) {
      expect(await complaints(code, file)).toHaveLength(1);
    }
  });
});

describe('passes lint', () => {
  it.each([
    ['a sum', 'const totalMinor = quantity * priceMinor'],
    ['a percentage', '(sold / all) * 100'],
    ['a size in kilobytes', '(bytes / 1000).toFixed(1)'],
    ['a number with digits', "new Intl.NumberFormat('en', { maximumFractionDigits: 1 })"],
  ])('%s', async (_what, code) => {
    expect(await complaints(code)).toEqual([]);
  });

  it('the one place', async () => {
    const code = "new Intl.NumberFormat('en', { style: 'currency', currency: 'RSD' })";
    expect(await complaints(code, 'libs/contracts/src/money/format-money.ts')).toEqual([]);
  });
});
