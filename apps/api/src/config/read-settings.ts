import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
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
  return settings;
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
