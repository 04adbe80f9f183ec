import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import type { Cluster } from '@boxoffice/embedded-postgres';

/** Buyers in the database, with the ids from 1 to this. */
export const BUYERS = 1_000;

/** For the checks afterwards, which read everything at once. */
const WORK_MEM = '256MB';

/** As many as the API seals in one transaction. */
const SEALED_AT_ONCE = 1_000;

const SEALING_POLL_MS = 10;

/** A database of one scenario's own. The API that is started on it makes the schema. */
export class BenchDatabase {
  readonly url: string;
  readonly sql: pg.Client;
  private nextEventId = 100;
  private nextTicketId = 1_000_000;

  static async create(cluster: Cluster, name: string): Promise<BenchDatabase> {
    const admin = new pg.Client({ connectionString: cluster.url() });
    await admin.connect();
    try {
      await admin.query(`CREATE DATABASE ${pg.escapeIdentifier(name)} TEMPLATE template0`);
    } finally {
      await admin.end();
    }
    const database = new BenchDatabase(cluster.url(name));
    await database.sql.connect();
    await database.sql.query(`SET work_mem = '${WORK_MEM}'`);
    return database;
  }

  private constructor(url: string) {
    this.url = url;
    this.sql = new pg.Client({ connectionString: url });
    // Where a run fails, its server is stopped with this connection open; the run's failure is what to tell.
    this.sql.on('error', () => undefined);
  }

  async addBuyersAndOrganiser(): Promise<void> {
    await this.sql.query(
      `INSERT INTO users (id, name) SELECT id, 'Buyer ' || id FROM generate_series(1, $1::int) AS id`,
      [BUYERS],
    );
    await this.sql.query(
      `INSERT INTO organisers (id, name, contact_email, currency, time_zone, language)
       VALUES (1, 'Bench', 'bench@boxoffice.example', 'USD', 'UTC', 'en')`,
    );
  }

  /**
   * Puts an event on sale.
   *
   * @param stock how many tickets each tier has
   * @returns its id
   */
  async addEvent(stock: Readonly<Record<string, number>>): Promise<string> {
    const eventId = this.nextEventId;
    this.nextEventId += 1;
    // Held for a day: nothing may expire while something else is measured.
    await this.sql.query(
      `INSERT INTO events (id, organiser_id, state, published_at, name, starts_at, time_zone, currency, hold_seconds,
         max_tickets_per_booking, max_tickets_per_user)
       VALUES ($1, 1, 'published', now(), 'Bench', now() + interval '30 days', 'UTC', 'USD', 86400, NULL, NULL)`,
      [eventId],
    );
    for (const [index, [tier, count]] of Object.entries(stock).entries()) {
      await this.sql.query(
        `INSERT INTO tiers (event_id, id, name, price_minor, position)
         VALUES ($1::bigint, $1::bigint * 10 + $2::int, $3, 1000, $2::int)`,
        [eventId, index + 1, tier],
      );
      await this.sql.query(
        `INSERT INTO tickets (event_id, tier_id, id)
         SELECT $1::bigint, $1::bigint * 10 + $2::int, id
         FROM generate_series($3::bigint, $3::bigint + $4::bigint - 1) AS id`,
        [eventId, index + 1, this.nextTicketId, count],
      );
      this.nextTicketId += count;
    }
    return String(eventId);
  }

  /** As a sale begins: statistics are there, and nothing is left to be written. */
  async settle(): Promise<void> {
    await this.sql.query('VACUUM (ANALYZE)');
    await this.sql.query('CHECKPOINT');
  }

  /**
   * Seals what the audit has recorded. In a rush the API leaves most of it for later (up to half a minute), and
   * then seals it in one go: whatever is measured at that moment would pay for what was measured before it.
   *
   * @returns how many entries were left to be sealed
   */
  async sealAudit(): Promise<number> {
    let all = 0;
    while (await this.isAnyUnsealed()) {
      const { rows } = await this.sql.query<{ sealed: number }>(
        'SELECT seal_audit_entries($1) AS sealed',
        [SEALED_AT_ONCE],
      );
      const sealed = rows[0]?.sealed ?? 0;
      all += sealed;
      // The API is at it itself, or a transaction is under way still.
      if (sealed === 0) await delay(SEALING_POLL_MS);
    }
    return all;
  }

  private async isAnyUnsealed(): Promise<boolean> {
    const { rows } = await this.sql.query<{ any: boolean }>(
      `SELECT EXISTS (
         SELECT FROM audit_entries AS entry
         WHERE (entry.transaction_id, entry.id) > (
           coalesce((SELECT transaction_id FROM audit_chain ORDER BY position DESC LIMIT 1), '0'),
           coalesce((SELECT entry_id FROM audit_chain ORDER BY position DESC LIMIT 1), 0)
         )
       ) AS any`,
    );
    return rows[0]?.any ?? false;
  }

  async drop(cluster: Cluster): Promise<void> {
    const name = new URL(this.url).pathname.slice(1);
    await this.sql.end();
    const admin = new pg.Client({ connectionString: cluster.url() });
    await admin.connect();
    try {
      await admin.query(`DROP DATABASE ${pg.escapeIdentifier(name)} WITH (FORCE)`);
    } finally {
      await admin.end();
    }
  }
}
