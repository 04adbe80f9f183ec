import { createHash } from 'node:crypto';

/** What the first entry is chained to: 32 zero bytes. */
export const BEGINNING = Buffer.alloc(32);

/**
 * The canonical form of the entry `e` of `audit_entries`: a JSON array of all that it says, in a fixed
 * order, as PostgreSQL writes it. `jsonb` has one way to write a value, whatever way it came in, and the
 * time counts in seconds since 1970, so no setting of a connection changes a byte.
 */
export const CANONICAL_SQL = `jsonb_build_array(e.transaction_id::text, e.id,
  extract(epoch FROM e.at), e.action, e.actor_id, e.actor_role, e.subject_kind, e.subject_id,
  e.event_id, e.network::text, e.request_id, e.before, e.after)::text`;

/** Whether the columns that the chain is searched by say what the entry says. */
export const COPIES_AGREE_SQL = `(c.at, c.subject_id, c.subject_kind, c.action) =
    (e.at, e.subject_id, e.subject_kind, e.action) AND c.actor_id IS NOT DISTINCT FROM e.actor_id`;

/** The hash of an entry that comes after another. */
export function chained(previous: Buffer, canonical: string): Buffer {
  return createHash('sha256').update(previous).update(canonical, 'utf8').digest();
}

/** A place in the chain, written down somewhere else: whoever changes the chain cannot change it there. */
export interface Anchor {
  readonly position: string;
  /** In hexadecimal digits. */
  readonly hash: string;
}

const ANCHOR = /^(\d{1,18}):([0-9a-f]{64})$/;

/** Reads `position:hash`; undefined for what is none. */
export function parseAnchor(text: string): Anchor | undefined {
  const [, position, hash] = ANCHOR.exec(text) ?? [];
  return position === undefined || hash === undefined ? undefined : { position, hash };
}

export function formatAnchor({ position, hash }: Anchor): string {
  return `${position}:${hash}`;
}
