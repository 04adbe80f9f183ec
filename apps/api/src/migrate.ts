import { requireNode } from './node-version.js';

requireNode();
// Only now: an older Node fails in the middle of what these import.
await import('reflect-metadata');
const { migrateDatabase } = await import('./migrate-database.js');
await migrateDatabase();
