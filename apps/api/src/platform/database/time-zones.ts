import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { validationFailed } from '../http/validation/validation-failed.js';

/**
 * Knows which time zones the database has. Node has its own list, and the newer of the two has names that the other
 * lacks; an event in such a zone would have no days, and no figures.
 */
@Injectable()
export class TimeZones {
  /** Read once: a server has another list when it is replaced. In small letters, as it compares them. */
  private known: Promise<ReadonlySet<string>> | undefined;

  /**
   * @param timeZone one that Node has
   * @throws DomainError VALIDATION_FAILED where the database doesn't have it
   */
  async require(manager: EntityManager, timeZone: string): Promise<void> {
    this.known ??= read(manager);
    try {
      if ((await this.known).has(timeZone.toLowerCase())) return;
    } catch (error) {
      this.known = undefined;
      throw error;
    }
    const message = `timeZone ${timeZone} isn’t known to the database of this installation: choose another place with the same clock`;
    throw validationFailed([{ field: 'timeZone', messages: [message] }]);
  }
}

async function read(manager: EntityManager): Promise<ReadonlySet<string>> {
  const rows = await manager.query<{ name: string }[]>(
    'SELECT lower(name) AS name FROM pg_timezone_names',
  );
  return new Set(rows.map(({ name }) => name));
}
