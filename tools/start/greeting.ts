import { relative } from 'node:path';
import { placeOf } from '../database/given-database.ts';
import { workspace } from '../workspace.ts';
import type { StartSettings } from './settings.ts';

export interface GreetingFacts {
  readonly settings: StartSettings;
  /** Folder of the embedded cluster, when it is the one in use. */
  readonly databaseHome: string | undefined;
  readonly seconds: number;
}

/** What to tell the user after the start. */
export function greeting({ settings, databaseHome, seconds }: GreetingFacts): string {
  const { url } = settings;
  const lines = [
    '',
    `Boxoffice is running (ready in ${seconds.toFixed(1)} s).`,
    '',
    `  Portal    ${url}`,
    `  Admin     ${url}/admin`,
    `  API docs  ${url}/docs`,
    ...(settings.mailIsShown ? [`  Mail      ${url}/dev/mail`] : []),
    `  Database  ${databaseOf(settings, databaseHome)}`,
  ];
  if (settings.demoIdentity) lines.push('', ...demoIdentity);
  lines.push(
    '',
    'Ctrl-C stops it. The data stay. LOG_LEVEL=info npm start shows every request.',
    '',
  );
  return lines.join('\n');
}

const demoIdentity = [
  '  Demo accounts   1 John Doe · 2 Jane Smith · 3 Admin User · 4 Dora Door · 5 Olga Organiser',
  '',
  '  ┌──────────────────────────────────────────────────────────────────────────┐',
  '  │  THE DEMO IDENTITY IS ON: nobody signs in, and a request acts as the     │',
  '  │  user that it names. Only this machine can reach it; never publish it.   │',
  '  └──────────────────────────────────────────────────────────────────────────┘',
];

function databaseOf(settings: StartSettings, home: string | undefined): string {
  if (home === undefined) return placeOf(settings.databaseUrl ?? '');
  const folder = relative(workspace, home);
  return `embedded PostgreSQL, in ${folder.startsWith('..') ? home : folder}`;
}
