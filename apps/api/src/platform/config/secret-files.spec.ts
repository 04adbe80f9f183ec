import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readSettings } from './read-settings.js';
import { SECRET_SETTINGS, withSecretsFromFiles } from './secret-files.js';
import { Settings } from './settings.js';

describe('secrets from files', () => {
  let folder: string;
  let file: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'secrets-'));
    file = join(folder, 'secret');
    writeFileSync(file, 'postgres://boxoffice@localhost:5432/boxoffice\n');
  });

  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it.each(SECRET_SETTINGS)(
    '%s is read from the file of %s_FILE, without its line break',
    (name) => {
      expect(withSecretsFromFiles({ [`${name}_FILE`]: file, PORT: '1' })).toEqual({
        [name]: 'postgres://boxoffice@localhost:5432/boxoffice',
        PORT: '1',
      });
    },
  );

  it('reach the settings', () => {
    expect(readSettings({ DATABASE_URL_FILE: file }).DATABASE_URL).toBe(
      'postgres://boxoffice@localhost:5432/boxoffice',
    );
  });

  it('leave what is set directly, and take an empty variable for one that is not set', () => {
    expect(withSecretsFromFiles({ SMTP_URL: 'smtp://a', SMTP_URL_FILE: '' })).toEqual({
      SMTP_URL: 'smtp://a',
    });
    expect(withSecretsFromFiles({ DATABASE_URL: '', DATABASE_URL_FILE: file })).toMatchObject({
      DATABASE_URL: expect.stringContaining('postgres:') as string,
    });
  });

  it.each(SECRET_SETTINGS)('%s is refused where it is given twice', (name) => {
    expect(() => withSecretsFromFiles({ [name]: 'one', [`${name}_FILE`]: file })).toThrow(
      `${name} and ${name}_FILE are both set: set one only.`,
    );
  });

  it('are refused in one sentence that names the file, where it cannot be read or is empty', () => {
    const missing = join(folder, 'missing');
    expect(() => withSecretsFromFiles({ TOKEN_KEYS_FILE: missing })).toThrow(
      `TOKEN_KEYS_FILE names the file ${missing}, which cannot be read (ENOENT).`,
    );
    expect(() => withSecretsFromFiles({ TOKEN_KEYS_FILE: folder })).toThrow(
      `TOKEN_KEYS_FILE names the file ${folder}, which cannot be read (EISDIR).`,
    );
    const empty = join(folder, 'empty');
    writeFileSync(empty, '\n');
    expect(() => withSecretsFromFiles({ TOKEN_KEYS_FILE: empty })).toThrow(
      `TOKEN_KEYS_FILE names the file ${empty}, which is empty.`,
    );
  });

  it('are all settings whose names say that they hold one', () => {
    // DATABASE_URL and others have no default, so the class alone does not name them.
    const names = Object.keys(new Settings());
    const secret = names.filter((name) =>
      /KEYS?$|PASSWORD|DATABASE.*URL|SMTP_URL|REDIS_URL/.test(name),
    );
    expect(SECRET_SETTINGS).toEqual(expect.arrayContaining(secret));
  });
});
