import pg from 'pg';

/** How long a server may take to accept a connection and to answer, in milliseconds: ten times what a busy one takes. */
const ANSWERS_WITHIN_MS = 5_000;

/** The server processes that are carrying out a statement. */
const WORKING_SQL = `
  SELECT pg_backend_pid() AS own,
    ARRAY(SELECT pid FROM pg_stat_activity WHERE state IS NULL OR state NOT LIKE 'idle%') AS working`;

/** Node's codes for an address where nobody is, or that can't be reached. */
const UNREACHABLE = new Set(['ETIMEDOUT', 'EHOSTUNREACH', 'EHOSTDOWN', 'ENETUNREACH']);

/** What a server answered. */
export interface ServerAnswer {
  /** Whether anybody answered at all. */
  came: boolean;
  /**
   * Ids of the server processes that are carrying out a statement. Undefined behind a pooler, which gives its
   * clients ids of its own.
   */
  working?: ReadonlySet<number>;
}

/** Asks a server over a new connection whether it is there. */
export async function askServer(settings: pg.ClientConfig): Promise<ServerAnswer> {
  const client = new pg.Client({
    ...settings,
    // As the login itself, which may see what all our connections do. The application's role may not.
    options: '',
    application_name: 'boxoffice-probe',
    connectionTimeoutMillis: ANSWERS_WITHIN_MS,
    query_timeout: ANSWERS_WITHIN_MS,
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ own: number; working: number[] }>(WORKING_SQL);
    const [row] = rows;
    const isDirect = row?.own === processIdOf(client);
    return { came: true, ...(row && isDirect && { working: new Set(row.working) }) };
  } catch (error) {
    return { came: !isNobody(error) };
  } finally {
    // Not awaited: there may be nobody to close it.
    void client.end().catch(() => undefined);
  }
}

/** The server process of a connection, as the server named it when it connected. */
export function processIdOf(client: pg.Client): number {
  return (client as unknown as { processID: number }).processID;
}

/** Every other code is somebody's answer: the server's, or this machine's about itself. */
function isNobody(error: unknown): boolean {
  const { code } = error as { code?: string };
  return code === undefined || UNREACHABLE.has(code);
}
