// Completes package-lock.json after `npm install`, or with --check only says whether it is complete.
import { readFileSync, writeFileSync } from 'node:fs';
import { entriesWithAddress, missingOptionalEntries, withEntries, type Lock } from './lock.ts';

const file = new URL('../../package-lock.json', import.meta.url);
const lock = JSON.parse(readFileSync(file, 'utf8')) as Lock;
const missing = missingOptionalEntries(lock);
const count = Object.keys(missing).length;

if (process.argv.includes('--check')) {
  const addresses = entriesWithAddress(lock);
  if (count > 0) {
    console.error(`package-lock.json lacks ${count} optional packages: run "npm run lockfile".`);
  }
  if (addresses.length > 0) {
    console.error(`package-lock.json names addresses to download from: ${addresses.join(', ')}.`);
  }
  process.exitCode = count + addresses.length > 0 ? 1 : 0;
} else {
  writeFileSync(file, `${JSON.stringify(withEntries(lock, missing), null, 2)}\n`);
  console.log(`package-lock.json: ${count} optional packages added.`);
}
