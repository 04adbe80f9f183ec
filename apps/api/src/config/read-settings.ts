import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { haveKeyInCommon, readTokenKeys, TokenKeysError } from '../auth/tokens/token-keys.js';
import { DEMO_SECRET_KEY, DEMO_TOKEN_KEYS } from './account-settings.js';
import { isLoopback, Settings } from './settings.js';

/** The settings cannot be used. Its message is one sentence for whoever started the process. */
export class SettingsError extends Error {}

/**
 * Reads and checks the settings.
 *
 * @param environment the environment; an empty variable counts as not set
 * @throws SettingsError where one is missing, out of bounds, or forbidden by another
 */
export function readSettings(environment: NodeJS.ProcessEnv = process.env): Settings {
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
  refuseDemoIdentityInPublic(settings);
  checkKeys(settings);
  refuseMailToNobody(settings);
  refuseMissingStore(settings);
  return settings;
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
