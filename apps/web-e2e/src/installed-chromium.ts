import { existsSync } from 'node:fs';

/** Where systems keep a Chromium or a Chrome of their own; the cheapest to run comes first. */
const KNOWN_PLACES = [
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/google-chrome',
  '/snap/bin/chromium',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** The browser to drive: the one that was named, else an installed one, else Playwright's own. */
export function installedChromium(): string | undefined {
  return process.env.CHROMIUM_PATH ?? KNOWN_PLACES.find((place) => existsSync(place));
}
