import { join } from 'node:path';
import { readPort } from '../processes/port.ts';
import { workspace } from '../workspace.ts';

export const WEB_ROOT = join(workspace, 'apps', 'web', 'dist', 'browser');

const LOOPBACK = /^(localhost|127(\.\d+){3}|::1)$/;

export interface StartSettings {
  readonly host: string;
  readonly port: number;
  /** Where a browser on this machine finds it. */
  readonly url: string;
  readonly databaseUrl: string | undefined;
  readonly demoIdentity: boolean;
  /** Whether mails are shown at /dev/mail instead of being sent. */
  readonly mailIsShown: boolean;
}

/** Settings of `npm start` and their defaults. */
export function readStartSettings(env: NodeJS.ProcessEnv): StartSettings {
  const host = given(env.HOST) ?? '127.0.0.1';
  const port = readPort(env.PORT, 3001);
  const isLoopback = LOOPBACK.test(host);
  // The demo identity lets everyone act as anyone, so it stays on this machine.
  const demoIdentity =
    given(env.DEMO_IDENTITY) ?? (isLoopback && env.NODE_ENV !== 'production' ? 'on' : 'off');
  const anyAddress = host === '0.0.0.0' || host === '::';
  return {
    host,
    port,
    url: `http://${isLoopback || anyAddress ? 'localhost' : host}:${port}`,
    databaseUrl: given(env.DATABASE_URL),
    demoIdentity: demoIdentity === 'on',
    mailIsShown:
      isLoopback &&
      env.NODE_ENV !== 'production' &&
      (given(env.MAIL_TRANSPORT) ?? 'keep') === 'keep',
  };
}

/** The API's environment: the given one, with defaults of the demo. */
export function apiEnvironment(
  env: NodeJS.ProcessEnv,
  settings: StartSettings,
  databaseUrl: string,
): NodeJS.ProcessEnv {
  return {
    NODE_ENV: 'development',
    // "info" logs every request, which hides what matters in a terminal.
    LOG_LEVEL: 'warn',
    LOG_FORMAT: process.stdout.isTTY ? 'pretty' : 'json',
    DEMO_DATA: env.NODE_ENV === 'production' ? 'off' : 'on',
    // No proxy is in front of it.
    DRAIN_MS: '0',
    WEB_ROOT,
    IMAGE_FOLDER: join(workspace, '.boxoffice', 'images'),
    // Only this machine reaches the demo, and a load test has one address.
    ...(settings.demoIdentity ? { RATE_LIMITS: 'off' } : {}),
    // The first API's documented front end.
    ...(settings.demoIdentity ? { CORS_ORIGINS: 'http://localhost:3000' } : {}),
    PUBLIC_URL: settings.url,
    ...env,
    HOST: settings.host,
    PORT: String(settings.port),
    DATABASE_URL: databaseUrl,
    DEMO_IDENTITY: settings.demoIdentity ? 'on' : 'off',
  };
}

function given(value: string | undefined): string | undefined {
  return value === '' ? undefined : value;
}
