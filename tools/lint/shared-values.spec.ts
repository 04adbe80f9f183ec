import { globSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { Linter } from 'eslint';
import { parser } from 'typescript-eslint';
import { apiBoundaries, apiSource, SHARED_VALUES } from './api-boundaries.mjs';

/** Every `file name` that a module takes from another one past its module file. */
function takenPastModuleFiles(): Set<string> {
  const linter = new Linter({ cwd: apiSource });
  const taken = new Set<string>();
  for (const path of globSync('*/**/*.ts', { cwd: apiSource })) {
    if (/\.(spec|fixture)\.ts$/.test(path) || path.startsWith('schema/')) continue;
    const file = join(apiSource, path);
    const messages = linter.verify(
      readFileSync(file, 'utf8'),
      {
        files: ['**/*.ts'],
        languageOptions: { parser },
        plugins: apiBoundaries.plugins ?? {},
        rules: { 'boxoffice/module-entry': ['error', { modules: apiSource }] },
      },
      { filename: file },
    );
    for (const { message } of messages) {
      const [, name = '', source = ''] = /^'(.+)' of '(.+)' is internal/.exec(message) ?? [];
      taken.add(`${relative(apiSource, resolve(dirname(file), source))} ${name}`);
    }
  }
  return taken;
}

describe('the list of shared values', () => {
  it('has no entry that nobody needs any more', () => {
    const listed = Object.entries(SHARED_VALUES).flatMap(([file, names]) =>
      names.map((name) => `${file} ${name}`),
    );
    expect([...takenPastModuleFiles()].sort()).toEqual(listed.sort());
  });
});
