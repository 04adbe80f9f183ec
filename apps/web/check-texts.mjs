// Compares the texts of the compiled pages with `src/locale/de.json`: fails where one has no German, where a
// German one has lost or invented a placeholder, and where one belongs to no text any more.
//   node check-texts.mjs           compiles, which checks the types, and compares
//   node check-texts.mjs --write   also puts what is missing into the file, to be translated
import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { faultsOf } from './compare-texts.ts';

const here = import.meta.dirname;
const catalogue = join(here, 'src', 'locale', 'de.json');
const compiled = join(here, 'out-tsc');

/** Runs a command of a package, and ends with it where it fails. */
function run(name, command, ...options) {
  const manifest = createRequire(import.meta.url).resolve(`${name}/package.json`);
  const file = join(manifest, '..', JSON.parse(readFileSync(manifest, 'utf8')).bin[command]);
  const { status } = spawnSync(process.execPath, [file, ...options], {
    cwd: here,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (status !== 0) process.exit(status ?? 1);
}

/** Every text that the pages can show, as Angular's own tools find it. */
function textsOfPages() {
  const output = join(compiled, 'texts.json');
  rmSync(compiled, { recursive: true, force: true });
  run('@angular/compiler-cli', 'ngc', '-p', 'tsconfig.app.json');
  const files = ['--root', compiled, '--source', '**/*.js', '--outputPath', output];
  run('@angular/localize', 'localize-extract', ...files, '--format', 'json');
  // The blanks around a text in a template are no part of it.
  const { translations } = JSON.parse(readFileSync(output, 'utf8'));
  return Object.values(translations).map((text) => text.trim());
}

const texts = [...new Set(textsOfPages())].sort();
const german = JSON.parse(readFileSync(catalogue, 'utf8'));

if (process.argv.includes('--write')) {
  const next = Object.fromEntries(texts.map((text) => [text, german[text] ?? '']));
  writeFileSync(catalogue, `${JSON.stringify(next, null, 2)}\n`);
}
const faults = faultsOf(texts, german);
if (faults.length > 0) {
  process.stderr.write(`${faults.join('\n')}\n${faults.length} faults in src/locale/de.json\n`);
  process.exitCode = 1;
} else {
  process.stdout.write(`${texts.length} texts, all in English and German\n`);
}
