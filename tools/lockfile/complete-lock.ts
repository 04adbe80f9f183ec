// Completes package-lock.json after `npm install`, or with --check only says whether it is complete.
import { execSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import {
  entriesWithAddress,
  entriesWithoutIntegrity,
  missingOptionalEntries,
  withEntries,
  withoutEntries,
  type Lock,
} from './lock.ts';

const file = new URL('../../package-lock.json', import.meta.url);
const read = (): Lock => JSON.parse(readFileSync(file, 'utf8')) as Lock;
const write = (lock: Lock): void => {
  writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
};

if (process.argv.includes('--check')) {
  const lock = read();
  const faults = [
    [Object.keys(missingOptionalEntries(lock)), 'lacks optional packages'],
    [entriesWithAddress(lock), 'names addresses to download from'],
    [entriesWithoutIntegrity(lock), 'has entries without integrity'],
  ] as const;
  for (const [paths, words] of faults) {
    if (paths.length === 0) continue;
    console.error(`package-lock.json ${words} (run "npm run lockfile"): ${paths.join(', ')}.`);
    process.exitCode = 1;
  }
} else {
  const unchecked = entriesWithoutIntegrity(read());
  if (unchecked.length > 0) {
    write(withoutEntries(read(), unchecked));
    // npm writes the integrity of what it resolves anew, and of nothing that it finds in the lock.
    const cwd = fileURLToPath(new URL('../..', import.meta.url));
    execSync('npm install --package-lock-only --no-audit --no-fund', { cwd, stdio: 'inherit' });
  }
  const missing = missingOptionalEntries(read());
  write(withEntries(read(), missing));
  console.log(
    `package-lock.json: integrity of ${unchecked.length} packages, and ${Object.keys(missing).length} optional packages, added.`,
  );
}
