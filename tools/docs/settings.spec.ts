import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { settingsDocuments } from './settings-documents.ts';
import { readSettingGroups } from './settings-source.ts';

const notes = readFileSync(join(import.meta.dirname, 'settings-notes.md'), 'utf8');

describe('the documents about settings', () => {
  it('are what `npm run docs:settings` writes', async () => {
    for (const [file, text] of await settingsDocuments(notes)) {
      expect(readFileSync(file, 'utf8')).toBe(text);
    }
  });

  const settings = readSettingGroups().flatMap((group) => group.settings);

  it.each(settings.map((setting) => [setting.name, setting] as const))(
    'explain %s',
    (_, setting) => {
      expect(setting.text).toMatch(/^\S.{9,}[.`]$/);
      expect(setting.values).not.toMatch(/NaN|^$/);
    },
  );

  it('say defaults as they are written in an environment', () => {
    const fallbacks = new Map(settings.map(({ name, fallback }) => [name, fallback]));
    expect(Object.fromEntries(fallbacks)).toMatchObject({
      PORT: '3001',
      DATABASE_WAIT_MS: '10000',
      DEMO_DATA: 'off',
      RATE_LIMITS: 'on',
      ADMIN_EMAILS: '',
      MAIL_FROM: 'Boxoffice <tickets@boxoffice.example>',
      TOKEN_KEYS: '',
    });
  });
});
