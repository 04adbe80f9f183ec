import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { readTokenKeys, TokenKeysError } from './token-keys.js';
import { builtInKeysOf, DEMONSTRATION_SETTINGS, refusalOfBuiltInKeys } from './demonstration.js';
import { withSecretsFromFiles } from './secret-files.js';
import { SettingsError } from './settings-error.js';
import { isLoopback, Settings } from './settings.js';

/**
 * Reads and checks the settings of the API.
 *
 * @param environment the environment; an empty variable counts as not set
 * @throws SettingsError where one is missing, out of bounds, or forbidden by another
 */
export function readSettings(environment: NodeJS.ProcessEnv = process.env): Settings {
  const settings = readEach(withSecretsFromFiles(environment));
  checkTokenKeys(settings);
  refuseDemonstrationInProduction(settings);
  refuseDemoIdentityInPublic(settings);
  refuseBuiltInKeysInPublic(settings);
  refuseMailToNobody(settings);
  refuseMissingStore(settings);
  refuseMissingPages(settings);
  return settings;
}

/**
 * Reads the settings for the command that migrates: it needs an owner of the tables, and none of what the
 * API needs to serve, such as keys and a mail server.
 *
 * @throws SettingsError where one is missing or out of bounds
 */
export function readMigrationSettings(environment: NodeJS.ProcessEnv = process.env): Settings {
  const given = withSecretsFromFiles(environment);
  const owner = given.DATABASE_OWNER_URL;
  return readEach({ ...given, ...(owner ? { DATABASE_URL: owner } : {}) });
}

/** Each setting by itself: read, or its default, and within its bounds. */
function readEach(environment: NodeJS.ProcessEnv): Settings {
  const known = Object.keys(environment).filter((name) => environment[name] !== '');
  const settings = plainToInstance(
    Settings,
    Object.fromEntries(known.map((name) => [name, environment[name]])),
    // Without it, a variable that is not set would overwrite the default with undefined.
    { exposeDefaultValues: true },
  );
  const problems = validateSync(settings, { skipMissingProperties: false }).flatMap((error) =>
    Object.values(error.constraints ?? {}),
  );
  if (problems.length > 0) {
    throw new SettingsError(`The settings cannot be used: ${problems.join('; ')}.`);
  }
  return settings;
}

function refuseDemonstrationInProduction(settings: Settings): void {
  if (settings.NODE_ENV !== 'production') return;
  const used = DEMONSTRATION_SETTINGS.find(({ isUsed }) => isUsed(settings));
  if (!used) return;
  const { refusal } = used;
  throw new SettingsError(typeof refusal === 'string' ? refusal : refusal(settings));
}

function checkTokenKeys(settings: Settings): void {
  try {
    readTokenKeys(settings.TOKEN_KEYS);
  } catch (error) {
    if (!(error instanceof TokenKeysError)) throw error;
    throw new SettingsError(`The settings cannot be used: TOKEN_KEYS ${error.message}.`);
  }
}

function refuseBuiltInKeysInPublic(settings: Settings): void {
  if (settings.isPrivate || builtInKeysOf(settings).length === 0) return;
  throw new SettingsError(refusalOfBuiltInKeys(settings, `on ${settings.HOST}`));
}

/** The demo identity believes whoever names a user: it must never be reachable by strangers. */
function refuseDemoIdentityInPublic(settings: Settings): void {
  if (!settings.DEMO_IDENTITY) return;
  if (!isLoopback(settings.HOST)) {
    throw new SettingsError(
      `DEMO_IDENTITY=on is refused on ${settings.HOST}: it lets anyone act as anyone, so it works on a loopback address only.`,
    );
  }
}

/** A mail that nobody gets is found out about too late. */
function refuseMailToNobody(settings: Settings): void {
  const { MAIL_TRANSPORT, SMTP_URL } = settings;
  if (MAIL_TRANSPORT === 'smtp' && SMTP_URL === undefined) {
    throw new SettingsError('MAIL_TRANSPORT=smtp needs a mail server: set SMTP_URL.');
  }
  if (MAIL_TRANSPORT === 'keep' && SMTP_URL !== undefined) {
    throw new SettingsError(
      'SMTP_URL is set, but MAIL_TRANSPORT=keep sends nothing: set one only.',
    );
  }
}

function refuseMissingStore({ RATE_LIMIT_STORE, RATE_LIMIT_REDIS_URL }: Settings): void {
  if (RATE_LIMIT_STORE === 'redis' && RATE_LIMIT_REDIS_URL === undefined) {
    throw new SettingsError('RATE_LIMIT_STORE=redis needs a Redis: set RATE_LIMIT_REDIS_URL.');
  }
}

/** Found out at start, and not by the first visitor. */
function refuseMissingPages({ WEB_ROOT }: Settings): void {
  if (WEB_ROOT !== undefined && !existsSync(join(WEB_ROOT, 'index.html'))) {
    throw new SettingsError(
      `WEB_ROOT names ${WEB_ROOT}, where no built web application is: there is no index.html in it.`,
    );
  }
}
