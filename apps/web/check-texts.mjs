// Compares the texts of the compiled pages with the German of `src/locale`: fails where one has no German, where a
// German one has lost or invented a placeholder, where one belongs to no text any more, or stands in the wrong file.
//   node check-texts.mjs           compiles, which checks the types, and compares
//   node check-texts.mjs --write   also puts what is missing into its file, to be translated
import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { faultsOf } from './compare-texts.ts';

const here = import.meta.dirname;
const compiled = join(here, 'out-tsc');
const locale = join(here, 'src', 'locale');

/** Pages of those who sell, and of the door. Buyers, who are in a hurry, load none of the texts that only these have. */
const STAFF = /\/app\/(organiser|admin|door)\//;

/** The German of the texts that stand in some files. */
const CATALOGUES = [
  { name: 'de.json', has: (files) => files.some((file) => !STAFF.test(file)) },
  { name: 'de.staff.json', has: (files) => files.every((file) => STAFF.test(file)) },
];

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

/** Every text that the pages can show, as Angular's own tools find it, and the files that it stands in. */
function textsOfPages() {
  const output = join(compiled, 'texts.arb');
  rmSync(compiled, { recursive: true, force: true });
  run('@angular/compiler-cli', 'ngc', '-p', 'tsconfig.app.json');
  const files = ['--root', compiled, '--source', '**/*.js', '--outputPath', output];
  run('@angular/localize', 'localize-extract', ...files, '--format', 'arb');
  const found = JSON.parse(readFileSync(output, 'utf8'));
  const texts = new Map();
  for (const [id, text] of Object.entries(found)) {
    if (id.startsWith('@')) continue;
    // The blanks around a text in a template are no part of it.
    const name = text.trim();
    const places = found[`@${id}`]['x-locations'].map(({ file }) => `/${file}`);
    texts.set(name, [...(texts.get(name) ?? []), ...places]);
  }
  return texts;
}

const texts = textsOfPages();
const read = (name) => JSON.parse(readFileSync(join(locale, name), 'utf8'));
const known = Object.assign({}, ...CATALOGUES.map(({ name }) => read(name)));

const faults = CATALOGUES.flatMap(({ name, has }) => {
  const own = [...texts].flatMap(([text, files]) => (has(files) ? [text] : [])).sort();
  if (process.argv.includes('--write')) {
    const next = Object.fromEntries(own.map((text) => [text, known[text] ?? '']));
    writeFileSync(join(locale, name), `${JSON.stringify(next, null, 2)}\n`);
  }
  return faultsOf(own, read(name)).map((fault) => `${name}: ${fault}`);
});
if (faults.length > 0) {
  process.stderr.write(`${faults.join('\n')}\n${faults.length} faults in src/locale\n`);
  process.exitCode = 1;
} else {
  process.stdout.write(`${texts.size} texts, all in English and German\n`);
}
