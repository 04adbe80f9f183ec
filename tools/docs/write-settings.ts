import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { settingsDocuments } from './settings-documents.ts';

/** Writes `docs/settings.md` and `.env.example` from the settings classes. */
const notes = readFileSync(join(import.meta.dirname, 'settings-notes.md'), 'utf8');
for (const [file, text] of await settingsDocuments(notes)) writeFileSync(file, text);
