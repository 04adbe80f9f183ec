import type pg from 'pg';
import {
  BEGINNING,
  CANONICAL_SQL,
  chained,
  COPIES_AGREE_SQL,
  formatAnchor,
  type Anchor,
} from './chain.ts';

/** Entries per query: some megabytes. */
const PAGE = 5_000;

/** Unsealed entries that are listed. */
const NAMED_MAX = 5;

export interface VerifyOptions {
  /** Seconds that an entry may stay unsealed. */
  readonly unsealedSeconds: number;
  /** Recorded positions that the chain must pass through. */
  readonly anchors?: readonly Anchor[];
}

export interface Verification {
  /** Sealed entries, up to the first break. */
  readonly sealed: number;
  /** The end of the chain; `undefined` if it is empty or broken. */
  readonly head?: Anchor;
  /** A sentence per error. */
  readonly faults: string[];
}

interface Link {
  position: string;
  transaction_id: string;
  entry_id: string;
  hash: Buffer;
  /** Null if the entry is gone. */
  canonical: string | null;
  copies_agree: boolean | null;
}

/**
 * Follows the whole chain in one snapshot, and looks for entries outside it. It uses none of the
 * application's functions in the database.
 *
 * @param client in a transaction that has not read anything yet
 */
export async function verifyChain(
  client: pg.ClientBase,
  { unsealedSeconds, anchors = [] }: VerifyOptions,
): Promise<Verification> {
  await client.query('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY');
  const followed = await follow(client, anchors);
  const faults = [...followed.faults];
  const beyond = anchors.find(({ position }) => Number(position) > followed.sealed);
  if (beyond && faults.length === 0) {
    faults.push(
      `The chain ends before position ${beyond.position}, which it is known to have reached: its end was cut off.`,
    );
  }
  faults.push(...(await findUnsealed(client, unsealedSeconds)));
  return { ...followed, faults };
}

interface Followed {
  sealed: number;
  head?: Anchor;
  faults: string[];
}

async function follow(client: pg.ClientBase, anchors: readonly Anchor[]): Promise<Followed> {
  const known = Map.groupBy(anchors, ({ position }) => position);
  let hash: Buffer = BEGINNING;
  let sealed = 0;
  for (;;) {
    const page = await readPage(client, sealed);
    for (const link of page) {
      const next = chained(hash, link.canonical ?? '');
      const fault =
        faultOf(link, sealed + 1, next) ?? contradiction(link, known.get(link.position));
      if (fault !== undefined) return { sealed, faults: [fault] };
      hash = next;
      sealed += 1;
    }
    if (page.length < PAGE) break;
  }
  if (sealed === 0) return { sealed, faults: [] };
  return {
    sealed,
    head: { position: String(sealed), hash: hash.toString('hex') },
    faults: [],
  };
}

async function readPage(client: pg.ClientBase, after: number): Promise<Link[]> {
  const { rows } = await client.query<Link>(
    `SELECT c.position, c.transaction_id::text, c.entry_id, c.hash,
       CASE WHEN e.id IS NOT NULL THEN ${CANONICAL_SQL} END AS canonical,
       ${COPIES_AGREE_SQL} AS copies_agree
     FROM (SELECT * FROM audit_chain WHERE position > $1 ORDER BY position LIMIT ${PAGE}) AS c
     LEFT JOIN audit_entries AS e ON e.transaction_id = c.transaction_id AND e.id = c.entry_id
     ORDER BY c.position`,
    [after],
  );
  return rows;
}

function faultOf(link: Link, expected: number, hash: Buffer): string | undefined {
  if (link.position !== String(expected)) {
    return `The chain breaks at position ${expected}: there is none, and the next is ${link.position}. Entries were removed.`;
  }
  const where = `The chain breaks at position ${link.position}, entry ${link.entry_id}`;
  if (link.canonical === null) return `${where}: the entry is not there. It was removed.`;
  if (!hash.equals(link.hash)) {
    return `${where}: the entry is not what was sealed there. It was altered, put in or moved, or one before it was removed.`;
  }
  if (link.copies_agree !== true) {
    return `${where}: what the chain says of the entry, to be found by, is not what the entry says.`;
  }
  return undefined;
}

function contradiction(link: Link, anchors: readonly Anchor[] = []): string | undefined {
  const hash = link.hash.toString('hex');
  const anchor = anchors.find((known) => known.hash !== hash);
  if (!anchor) return undefined;
  return `The chain does not pass through ${formatAnchor(anchor)}: it was written anew, at that position or before.`;
}

async function findUnsealed(client: pg.ClientBase, olderThanSeconds: number): Promise<string[]> {
  const { rows } = await client.query<{ count: number; ids: string[] }>(
    `SELECT count(*)::integer AS count, (array_agg(e.id::text ORDER BY e.id))[1:${NAMED_MAX}] AS ids
     FROM audit_entries AS e
     LEFT JOIN audit_chain AS c ON c.transaction_id = e.transaction_id AND c.entry_id = e.id
     WHERE c.position IS NULL AND e.at < now() - make_interval(secs => $1)`,
    [olderThanSeconds],
  );
  const { count = 0, ids = [] } = rows[0] ?? {};
  if (count === 0) return [];
  const named = `${ids.join(', ')}${count > ids.length ? ', …' : ''}`;
  return [
    `${count === 1 ? 'An entry is' : `${count} entries are`} not sealed after more than ${olderThanSeconds} s (${named}): put in past the API, or no API runs.`,
  ];
}
