// Joins the chunks that every page begins with into one, has the page name the chunk of the texts in German, and lists
// for the service worker what the pages that open without a network are made of.
//
// The bundler makes a chunk for every set of pages that share something, also of a hundred bytes; a browser without
// HTTP/2 loads six files at a time, so that each six of them cost a round trip before anything is drawn.
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { rolldown } from 'rolldown';

const dist = new URL('dist/', import.meta.url).pathname;
const folder = join(dist, 'browser');
const indexFile = join(folder, 'index.html');

/** Without which German pages can't begin. */
const GERMAN_TEXTS = 'src/locale/german.ts';

/** What the pages that open without a network begin with, by the scopes of public/offline-worker.js. */
const OFFLINE_PAGES = {
  '/bookings/': { entries: ['src/app/tickets/tickets-page.ts'], assets: [] },
  '/door': {
    entries: [
      'src/app/door/door.routes.ts',
      'src/app/door/code-reader.ts',
      'src/locale/de.staff.json',
    ],
    assets: ['zxing_reader.wasm'],
  },
};

/** @type {{ outputs: Record<string, { entryPoint?: string }> }} */
const { outputs } = JSON.parse(readFileSync(join(dist, 'browser-stats.json'), 'utf8'));
const index = readFileSync(indexFile, 'utf8');

const main = only(index.matchAll(/<script src="(main-[\w-]+\.js)"/g));
const german = chunkOf(GERMAN_TEXTS);
const offlineEntries = new Map(
  Object.values(OFFLINE_PAGES)
    .flatMap(({ entries }) => entries)
    .map((file) => [file, chunkOf(file)]),
);

const preloaded = index.matchAll(/<link rel="modulepreload" href="([^"]+)"/g);
const first = new Set([main, ...Array.from(preloaded, ([, name]) => name)]);

const bundle = await rolldown({ input: join(folder, main) });
const { output } = await bundle.write({
  dir: folder,
  format: 'esm',
  // Minified once more, as one: with names as short as one file allows, and less code; each named by a hash of
  // what is in it.
  minify: { mangle: true, compress: true },
  comments: false,
  entryFileNames: 'main-[hash].js',
  chunkFileNames: ({ name }) => `${name.replace(/-[\w-]{8}$/, '')}-[hash].js`,
  codeSplitting: {
    groups: [{ name: 'first', test: (id) => first.has(basename(id)) }],
  },
});
await bundle.close();

const chunks = output.filter(({ type }) => type === 'chunk');
const written = new Set(chunks.map(({ fileName }) => fileName));
const joined = chunks.flatMap(({ moduleIds }) => moduleIds.map((id) => basename(id)));
for (const name of joined) if (!written.has(name)) rmSync(join(folder, name));

const newMain = chunks.find(({ isEntry }) => isEntry);
const newChunkOf = (old) =>
  chunks.find(({ facadeModuleId }) => basename(facadeModuleId ?? '') === old);
const newGerman = newChunkOf(german);
if (newMain === undefined || newGerman === undefined) throw new Error('A chunk was lost.');
// Before the fonts, which can wait: six files come at a time.
const [style = ''] = /<link rel="stylesheet"[^>]*>/.exec(index) ?? [];
const links = [
  ...newMain.imports,
  newMain.fileName,
  only(index.matchAll(/<script src="(polyfills-[\w-]+\.js)"/g)),
].map((name) => modulepreload(name));
// Whoever sends the page leaves it out for the other language.
links.push(modulepreload(newGerman.fileName, 'hreflang="de" '));
const page = index
  .replaceAll(/<link rel="modulepreload"[^>]*>/g, '')
  .replace(main, newMain.fileName)
  .replace(style, '')
  .replace('<link rel="icon"', `${[style, ...links].join('\n    ')}\n    $&`);
writeFileSync(indexFile, page);
writeOfflineWorker();
console.log(`Joined ${first.size} chunks; ${chunks.length} files of ${joined.length}.`);

/** The worker begins with what it keeps; the page's own script names the release. */
function writeOfflineWorker() {
  const files = Object.fromEntries(
    Object.entries(OFFLINE_PAGES).map(([scope, page]) => [scope, filesOf(page)]),
  );
  const file = join(folder, 'offline-worker.js');
  const list = JSON.stringify({ release: newMain.fileName, files });
  writeFileSync(file, `globalThis.offlinePages = ${list};\n${readFileSync(file, 'utf8')}`);
}

/** All that a page loads. */
function filesOf({ entries, assets }) {
  const scripts = new Set();
  const add = (fileName) => {
    if (scripts.has(fileName)) return;
    scripts.add(fileName);
    chunks.find((chunk) => chunk.fileName === fileName)?.imports.forEach(add);
  };
  for (const { fileName } of [newMain, newGerman]) add(fileName);
  for (const entry of entries) {
    const chunk = newChunkOf(offlineEntries.get(entry));
    if (chunk === undefined) throw new Error(`The chunk of ${entry} was lost.`);
    add(chunk.fileName);
  }
  // Without their queries and origins: what else the page names, such as styles, polyfills and fonts.
  const named = Array.from(page.matchAll(/(?:src|href)="([\w./-]+\.\w+)"/g), ([, name]) => name);
  return [...new Set([...scripts, ...named, ...assets])].map((name) => `/${name}`);
}

/** The chunk that begins with a file. */
function chunkOf(file) {
  const chunk = Object.keys(outputs).find((name) => outputs[name]?.entryPoint?.endsWith(file));
  if (chunk === undefined) throw new Error(`There is no chunk of ${file}.`);
  return chunk;
}

function modulepreload(name, attributes = '') {
  return `<link rel="modulepreload" ${attributes}href="${name}" nonce="CSP_NONCE">`;
}

function only(matches) {
  const [match, ...more] = matches;
  if (match === undefined || more.length > 0) throw new Error('A script is not there once.');
  return match[1];
}
