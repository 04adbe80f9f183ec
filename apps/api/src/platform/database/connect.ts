import type { DataSource } from 'typeorm';
import type { Settings } from '../config/settings.js';
import { APPLICATION_ROLE } from './application-role.js';
import { addressOfOwner, createDataSource, type DatabaseUser, type Schema } from './data-source.js';

/** The database can't be used. The message is one sentence for the person who started the process. */
export class DatabaseUnusableError extends Error {}

/** SQLSTATEs of a role that doesn't exist, or that the login isn't a member of. */
const MAY_NOT_TAKE_ROLE = new Set(['22023', '42501']);

/**
 * Connects to the database.
 *
 * @throws DatabaseUnusableError which says why not
 */
export async function connect(
  settings: Settings,
  schema: Schema,
  user?: DatabaseUser,
): Promise<DataSource> {
  const dataSource = createDataSource(settings, schema, user);
  try {
    return await dataSource.initialize();
  } catch (error) {
    const asOwner = user === 'owner' && settings.DATABASE_OWNER_URL !== undefined;
    const address = new URL(asOwner ? addressOfOwner(settings) : settings.DATABASE_URL);
    const place = `${address.host}${address.pathname}`;
    const setting = asOwner ? 'DATABASE_OWNER_URL' : 'DATABASE_URL';
    if (user !== 'owner' && MAY_NOT_TAKE_ROLE.has((error as { code?: string }).code ?? '')) {
      throw new DatabaseUnusableError(
        `The user ${address.username} of ${setting} cannot work as the role ${APPLICATION_ROLE} in the database at ${place}: migrate it as its owner ("npm run migrate"), then let an administrator run "GRANT ${APPLICATION_ROLE} TO ${address.username};".`,
      );
    }
    throw new DatabaseUnusableError(
      `The database at ${place} cannot be used (${setting}): ${reasonOf(error)}.`,
    );
  }
}

/** If a host name has several addresses and all refuse, Node's error has no message of its own. */
function reasonOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(reasonOf).join('; ');
  return error instanceof Error ? error.message.replace(/\.$/, '') : String(error);
}
