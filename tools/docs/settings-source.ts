import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { workspace } from '../workspace.ts';

/** A setting, as declared in its class. */
export interface Setting {
  readonly name: string;
  /** The doc comment, as one paragraph. */
  readonly text: string;
  /** As it would be written in an environment; empty if there is none. */
  readonly fallback: string;
  /** The value in `.env.example`, if it isn't the default. */
  readonly example: string | undefined;
  /** Which values are allowed, in words. */
  readonly values: string;
}

/** The settings of one class, in the order in which they are declared. */
export interface SettingGroup {
  readonly title: string;
  /** What they have in common: a paragraph, or nothing where they have nothing. */
  readonly text: readonly string[];
  readonly settings: readonly Setting[];
}

/** Values that are too long to show; the doc comment says what they are. */
const BUILT_IN = /^(JSON\.stringify|\[?DEMO_)/;

/** The sections in the order of the document: the most common first. */
const TITLES: readonly (readonly [className: string, title: string])[] = [
  ['Settings', 'General'],
  ['BatchSettings', 'Database and batches'],
  ['AccountSettings', 'Accounts'],
  ['LimitSettings', 'Limits'],
  ['MailSettings', 'Mail and jobs'],
  ['ImageSettings', 'Pictures'],
  ['ProviderSettings', 'Payments'],
  ['WebhookSettings', 'Webhooks'],
  ['RetentionSettings', 'Retention'],
];

/** Reads all settings from the source of their classes: names, comments, defaults and validators. */
export function readSettingGroups(): SettingGroup[] {
  const classes = new Map(
    globSync('apps/api/src/**/config/*settings.ts', { cwd: workspace })
      .flatMap((file) => classesIn(join(workspace, file)))
      .map((declaration) => [declaration.name?.text ?? '', declaration]),
  );
  const groups = TITLES.map(([className, title]) => {
    const declaration = classes.get(className);
    if (!declaration) throw new Error(`There is no class ${className}.`);
    classes.delete(className);
    // The comment of the whole class is for programmers; those of its parts say what the part is about.
    const text = className === 'Settings' ? [] : [commentOf(declaration).text];
    return { title, text, settings: settingsOf(declaration) };
  });
  if (classes.size > 0) throw new Error(`No title for ${[...classes.keys()].join(', ')}.`);
  return groups;
}

function classesIn(file: string): ts.ClassDeclaration[] {
  const source = ts.createSourceFile(
    file,
    readFileSync(file, 'utf8'),
    ts.ScriptTarget.Latest,
    true,
  );
  return source.statements.filter((statement) => ts.isClassDeclaration(statement));
}

function settingsOf(declaration: ts.ClassDeclaration): Setting[] {
  return declaration.members.filter((member) => ts.isPropertyDeclaration(member)).map(settingOf);
}

function settingOf(property: ts.PropertyDeclaration): Setting {
  const initializer = property.initializer?.getText() ?? '';
  return {
    name: property.name.getText(),
    ...commentOf(property),
    fallback: written(initializer),
    values: valuesOf(property),
  };
}

function commentOf(node: ts.Node): { text: string; example: string | undefined } {
  const [comment] = ts.getJSDocCommentsAndTags(node).filter((found) => ts.isJSDoc(found));
  const example = comment?.tags?.find(({ tagName }) => tagName.text === 'example');
  return {
    text: oneLine(ts.getTextOfJSDocComment(comment?.comment)),
    example: example && oneLine(ts.getTextOfJSDocComment(example.comment)),
  };
}

function oneLine(text: string | undefined): string {
  return (text ?? '').replace(/\s+/g, ' ').trim();
}

/** A default in TypeScript as one writes it in an environment: `10_000` as 10000, `true` as on. */
function written(initializer: string): string {
  if (initializer === 'true') return 'on';
  if (initializer === 'false') return 'off';
  if (initializer === '[]' || BUILT_IN.test(initializer)) return '';
  if (/^\d[\d_]*$/.test(initializer)) return initializer.replaceAll('_', '');
  return initializer.replace(/^'|'$/g, '');
}

function valuesOf(property: ts.PropertyDeclaration): string {
  const decorators = new Map<string, readonly ts.Expression[]>(
    (ts.getDecorators(property) ?? [])
      .map(({ expression }) => expression)
      .filter((expression) => ts.isCallExpression(expression))
      .map((call) => [call.expression.getText(), call.arguments]),
  );
  const [choices] = decorators.get('IsIn') ?? [];
  if (choices && ts.isArrayLiteralExpression(choices)) {
    return choices.elements.map((choice) => `\`${written(choice.getText())}\``).join(', ');
  }
  if (decorators.has('Switch')) return '`on`, `off`';
  const limit = decorators.get('Limit');
  if (limit) return `${written(limit[0]?.getText() ?? 'requests')}/seconds`;
  if (decorators.has('IsInt')) {
    return [decorators.get('Min'), decorators.get('Max')]
      .map((bound) => Number(written(bound?.[0]?.getText() ?? '')).toLocaleString('en-GB'))
      .join(' to ');
  }
  return decorators.has('List') ? 'list, separated by commas' : 'text';
}
