import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { haveKeyInCommon, readTokenKeys, TokenKeysError } from '../auth/tokens/token-keys.js';
import { DEMO_SECRET_KEY, DEMO_TOKEN_KEYS } from './account-settings.js';
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
  refuseDemonstrationInProduction(settings);
  refuseDemoIdentityInPublic(settings);
  checkKeys(settings);
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

/** A real sale must hold no event and no users that come from the demonstration. */
function refuseDemonstrationInProduction({ NODE_ENV, DEMO_DATA }: Settings): void {
  if (NODE_ENV === 'production' && DEMO_DATA) {
    throw new SettingsError('DEMO_DATA=on is refused with NODE_ENV=production.');
  }
}

/** Whoever has the keys can be anybody: those that stand in the source must not be used in public. */
function checkKeys(settings: Settings): void {
  try {
    readTokenKeys(settings.TOKEN_KEYS);
  } catch (error) {
    if (!(error instanceof TokenKeysError)) throw error;
    throw new SettingsError(`The settings cannot be used: TOKEN_KEYS ${error.message}.`);
  }
  const known = [
    ...(haveKeyInCommon(settings.TOKEN_KEYS, DEMO_TOKEN_KEYS) ? ['TOKEN_KEYS'] : []),
    ...(settings.SECRET_KEYS.includes(DEMO_SECRET_KEY) ? ['SECRET_KEYS'] : []),
  ];
  if (known.length === 0 || settings.isPrivate) return;
  const where =
    settings.NODE_ENV === 'production' ? 'with NODE_ENV=production' : `on ${settings.HOST}`;
  throw new SettingsError(
    `Set ${known.join(' and ')}: without them the keys of the demonstration would be used, which are refused ${where}, because everybody knows them.`,
  );
}

/** The demo identity believes whoever names a user: it must never be reachable by strangers. */
function refuseDemoIdentityInPublic(settings: Settings): void {
  if (!settings.DEMO_IDENTITY) return;
  if (settings.NODE_ENV === 'production') {
    throw new SettingsError('DEMO_IDENTITY=on is refused with NODE_ENV=production.');
  }
  if (!isLoopback(settings.HOST)) {
    throw new SettingsError(
      `DEMO_IDENTITY=on is refused on ${settings.HOST}: it lets anyone act as anyone, so it works on a loopback address only.`,
    );
  }
}

/** A mail that nobody gets, or whose links lead nowhere, is found out about too late. */
function refuseMailToNobody(settings: Settings): void {
  const { MAIL_TRANSPORT, SMTP_URL, MAIL_FROM, PUBLIC_URL } = settings;
  if (MAIL_TRANSPORT === 'smtp' && SMTP_URL === undefined) {
    throw new SettingsError('MAIL_TRANSPORT=smtp needs a mail server: set SMTP_URL.');
  }
  if (MAIL_TRANSPORT === 'keep' && SMTP_URL !== undefined) {
    throw new SettingsError(
      'SMTP_URL is set, but MAIL_TRANSPORT=keep sends nothing: set one only.',
    );
  }
  if (settings.NODE_ENV !== 'production') return;
  if (MAIL_TRANSPORT === 'keep') {
    throw new SettingsError('MAIL_TRANSPORT=keep is refused with NODE_ENV=production.');
  }
  if (MAIL_FROM.includes('@boxoffice.example')) {
    throw new SettingsError('MAIL_FROM must be set with NODE_ENV=production.');
  }
  if (!PUBLIC_URL.startsWith('https://')) {
    throw new SettingsError('PUBLIC_URL must begin with https:// with NODE_ENV=production.');
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
