import { fileURLToPath } from 'node:url';
import { ESLint } from 'eslint';

const workspace = fileURLToPath(new URL('../..', import.meta.url));
const rules = new Set(['@angular-eslint/template/i18n', 'no-restricted-syntax']);

/** The complaints about a text of a page, in a file that exists in no form but this. */
async function complaints(file: string, code: string): Promise<string[]> {
  const eslint = new ESLint({
    cwd: workspace,
    ruleFilter: ({ ruleId }) => rules.has(ruleId),
    overrideConfig: { languageOptions: { parserOptions: { projectService: false } } },
  });
  const [result] = await eslint.lintText(code, {
    filePath: `${workspace}/apps/web/src/app/${file}`,
  });
  return (result?.messages ?? []).map(({ message }) => message);
}

/** A component with this template in its file. */
const component = (template: string): string =>
  `import { Component } from '@angular/core';\n@Component({ selector: 'box-x', template: \`${template}\` })\nexport class X {}`;

describe('a text that is not marked for translation fails lint', () => {
  it.each([
    ['in a template', '<h1>Your order</h1>'],
    ['around a value', '<p>Paid: {{ total() }}</p>'],
    ['in an attribute', '<button aria-label="Close"></button>'],
    ['in an input', '<box-notice heading="Your session ended" />'],
    ['in an input with a value', '<box-notice heading="Signed in as {{ name }}" />'],
    ['in a condition', "<p>{{ isBusy() ? 'One moment…' : words() }}</p>"],
    ['in a bound attribute', `<p [attr.aria-label]="'Role of ' + name()"></p>`],
  ])('%s', async (_where, template) => {
    expect(await complaints('x.html', template)).toHaveLength(1);
    expect(await complaints('x.ts', component(template))).toHaveLength(1);
  });

  it.each([
    ['in code', "export const words = () => 'Payment failed. Try again.';"],
    ['around a value', 'export const words = (count: number) => `Only ${count} tickets left`;'],
  ])('%s', async (_where, code) => {
    expect(await complaints('x.ts', code)).toEqual([
      'Every text is translated: mark it with $localize.',
    ]);
  });

  it('and so does one that is read before the translations are there', async () => {
    expect(await complaints('x.ts', 'export const WORDS = $localize`Your order`;')).toEqual([
      'Texts are not known yet when a file is loaded: put it into a function.',
    ]);
  });
});

describe('passes lint', () => {
  it.each([
    ['a marked text', '<h1 i18n>Your order</h1>'],
    ['a marked attribute', '<button aria-label="Close" i18n-aria-label></button>'],
    ['a value alone', '<h1>{{ event.name }}</h1>'],
    ['a name of the program', `<p [class]="isBusy() ? 'busy' : null"></p>`],
  ])('%s in a template', async (_what, template) => {
    expect(await complaints('x.html', template)).toEqual([]);
  });

  it.each([
    ['a marked text', 'export const words = () => $localize`Your order`;'],
    ['a text of a class', 'export class X { readonly words = $localize`Your order`; }'],
    ['a message for developers', "export function f() { throw new Error('No field was found.'); }"],
    ['a name of the program', "export const kind = 'booking.confirmed';"],
  ])('%s in code', async (_what, code) => {
    expect(await complaints('x.ts', code)).toEqual([]);
  });
});
