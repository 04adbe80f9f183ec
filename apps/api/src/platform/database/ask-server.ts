import pg from 'pg';

/** How long a server gets to let us in and to answer, in milliseconds: ten times what a busy one takes. */
const ANSWERS_WITHIN_MS = 5_000;

/** What a server that can be reached says of the processes that work for its clients. */
const WORKING_SQL = `
  SELECT pg_backend_pid() AS own,
    ARRAY(SELECT pid FROM pg_stat_activity WHERE state IS NULL OR state NOT LIKE 'idle%') AS working`;

/** What Node says where nobody is at an address, or the way there is closed. */
const UNREACHABLE = new Set(['ETIMEDOUT', 'EHOSTUNREACH', 'EHOSTDOWN', 'ENETUNREACH']);

/** What a server has said of itself. */
export interface ServerAnswer {
  came: boolean;
  /**
   * Process ids (as a connection knows its own) of those who carry out a statement. Undefined where nobody
   * can know: a pooler between gives its clients ids of its own.
   */
  working?: ReadonlySet<number>;
}

/** Asks a server whether it is there, over a new connection. */
export async function askServer(settings: pg.ClientConfig): Promise<ServerAnswer> {
  const client = new pg.Client({
    ...settings,
    // As whoever signs in, who sees what all of our connections do; a role in between does not.
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
    // Not waited for: nobody may be there to say goodbye.
    void client.end().catch(() => undefined);
  }
}

/** The id of the server's process for a connection, as the server told it at first. */
export function processIdOf(client: pg.Client): number {
  return (client as unknown as { processID: number }).processID;
}

/** A refusal with a code comes from somebody: from the server, or from this machine about itself. */
function isNobody(error: unknown): boolean {
  const { code } = error as { code?: string };
  return code === undefined || UNREACHABLE.has(code);
}
