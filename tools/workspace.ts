import { join } from 'node:path';

/** The clone's root. */
export const workspace = join(import.meta.dirname, '..');

/** What runs leave in the clone: data, stamps, pid files. Git ignores it. */
export const stateFolder = join(workspace, '.boxoffice');
