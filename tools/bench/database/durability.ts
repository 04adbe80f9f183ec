import type pg from 'pg';

/** What must be on, so that an answered success is on the disk. */
const DURABLE = ['fsync', 'synchronous_commit', 'full_page_writes'] as const;

/** What else bears on the figures. */
const STATED = [
  'shared_buffers',
  'max_wal_size',
  'checkpoint_timeout',
  'wal_level',
  'wal_sync_method',
  'max_connections',
  'autovacuum',
] as const;

export interface DatabaseSettings {
  readonly version: string;
  readonly settings: Readonly<Record<string, string>>;
}

/**
 * Reads the server's settings.
 *
 * @throws where it could lose what it has committed: figures of such a server say nothing
 */
export async function requireDurability(sql: pg.ClientBase): Promise<DatabaseSettings> {
  const settings: Record<string, string> = {};
  for (const name of [...DURABLE, ...STATED]) settings[name] = await show(sql, name);
  for (const name of DURABLE) {
    if (settings[name] !== 'on') throw new Error(`${name} is ${settings[name]}, and must be on.`);
  }
  return { version: await show(sql, 'server_version'), settings };
}

async function show(sql: pg.ClientBase, name: string): Promise<string> {
  const { rows } = await sql.query<{ value: string }>('SELECT current_setting($1) AS value', [
    name,
  ]);
  return rows[0]?.value ?? '';
}
