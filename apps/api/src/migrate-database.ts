import { readMigrationSettings } from './platform/config/read-settings.js';
import { connect } from './platform/database/connect.js';
import { migrate } from './schema/migrate.js';
import { endWith } from './start-error.js';
import { SCHEMA } from './schema/boxoffice-schema.js';

/**
 * The command that brings the schema up to date, as the owner of the tables, and grants the application's role its
 * rights. The API never does that, and needs no right to.
 */
export async function migrateDatabase(): Promise<void> {
  try {
    const settings = readMigrationSettings();
    const dataSource = await connect(settings, SCHEMA, 'owner');
    try {
      const names = await migrate(dataSource);
      const done =
        names.length === 0 ? 'no migration was missing' : `migrated: ${names.join(', ')}`;
      process.stdout.write(`The database is up to date; ${done}.\n`);
    } finally {
      await dataSource.destroy();
    }
  } catch (error) {
    endWith(error);
  }
}
