import { join } from 'node:path';

/** The clone's root. */
export const workspace = join(import.meta.dirname, '..');

/** Data, stamps and pid files; ignored by Git. */
export const stateFolder = join(workspace, '.boxoffice');
