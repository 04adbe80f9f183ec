import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { chromium as playwright } from '@playwright/test';
import { CannotStart } from '../processes/cannot-start.ts';
import { installFromDebian, isDebianRoot, run } from './debian.ts';
import { isRequired } from './stock-postgres.ts';

/** Headless build, which needs half the CPU. */
const HEADLESS_SHELL = 'chromium-headless-shell';
const HEADLESS_SHELL_PATH = `/usr/bin/${HEADLESS_SHELL}`;

const KNOWN_PLACES = [
  HEADLESS_SHELL_PATH,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** A Chromium that works: the one named, an installed one, or one installed now. */
export function findOrInstallChromium(): string {
  const given = process.env.CHROMIUM_PATH ?? '';
  if (given !== '') {
    if (runs(given)) return given;
    throw new CannotStart(`CHROMIUM_PATH names ${given}, which does not run.`);
  }
  if (isRequired() && !existsSync(HEADLESS_SHELL_PATH) && isDebianRoot()) {
    installFromDebian(HEADLESS_SHELL);
  }
  const found = find();
  if (found !== undefined) return found;
  install();
  const installed = find();
  if (installed !== undefined) return installed;
  throw new CannotStart(
    'There is no Chromium and none could be installed: install one and set CHROMIUM_PATH to its program.',
  );
}

function find(): string | undefined {
  return [...KNOWN_PLACES, playwright.executablePath()].find(runs);
}

/** Run it: some systems have a stub that only says what to install. */
function runs(file: string): boolean {
  return existsSync(file) && spawnSync(file, ['--version'], { stdio: 'ignore' }).status === 0;
}

function install(): void {
  if (isDebianRoot() && [HEADLESS_SHELL, 'chromium'].some(installFromDebian)) return;
  const cli = join(dirname(createRequire(import.meta.url).resolve('@playwright/test')), 'cli.js');
  run(process.execPath, [cli, 'install', 'chromium']);
}
