import { readFileSync } from 'node:fs';
import { SettingsError } from './settings-error.js';

/**
 * The settings that hold secrets. Each may come from a file instead, named by the setting with `_FILE`
 * behind it: an environment is seen in crash reports and by whoever may list processes, a file is not.
 */
export const SECRET_SETTINGS = [
  'DATABASE_URL',
  'DATABASE_OWNER_URL',
  'SMTP_URL',
  'TOKEN_KEYS',
  'SECRET_KEYS',
  'RATE_LIMIT_REDIS_URL',
  'IMAGE_S3_SECRET_ACCESS_KEY',
] as const;

/**
 * Puts the contents of the secrets' files where the secrets would stand themselves.
 *
 * @param environment the environment; an empty variable counts as not set
 * @returns the environment, with no `_FILE` of a secret left in it
 * @throws SettingsError where a file cannot be read or is empty, or the secret is given twice
 */
export function withSecretsFromFiles(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const result = { ...environment };
  for (const name of SECRET_SETTINGS) {
    const setting = `${name}_FILE`;
    const file = environment[setting];
    Reflect.deleteProperty(result, setting);
    if (file === undefined || file === '') continue;
    if (environment[name] !== undefined && environment[name] !== '') {
      throw new SettingsError(`${name} and ${setting} are both set: set one only.`);
    }
    result[name] = readSecret(setting, file);
  }
  return result;
}

/** Editors and `echo` end a file with a line break, which is no part of the secret. */
function readSecret(setting: string, file: string): string {
  let content: string;
  try {
    content = readFileSync(file, 'utf8').trim();
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? 'unknown reason';
    throw new SettingsError(`${setting} names the file ${file}, which cannot be read (${reason}).`);
  }
  if (content === '') {
    throw new SettingsError(`${setting} names the file ${file}, which is empty.`);
  }
  return content;
}
