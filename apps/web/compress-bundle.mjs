// Leaves a Brotli and a gzip copy beside each file of the built application that gets smaller by it.
// The API sends these instead; compressing at every request would cost it more than the answer does.
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const folder = new URL('dist/browser/', import.meta.url).pathname;
const compressible = new Set(['.js', '.css', '.html', '.svg', '.json', '.txt', '.wasm']);

/** Below it, the headers of the answer are larger than what is saved. */
const SMALLEST_BYTES = 1024;

for (const name of readdirSync(folder, { recursive: true })) {
  const path = join(folder, name);
  if (!compressible.has(extname(path)) || statSync(path).size < SMALLEST_BYTES) continue;
  const content = readFileSync(path);
  writeFileSync(`${path}.gz`, gzipSync(content, { level: 9 }));
  const options = { params: { [constants.BROTLI_PARAM_SIZE_HINT]: content.length } };
  writeFileSync(`${path}.br`, brotliCompressSync(content, options));
}
