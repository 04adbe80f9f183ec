import { createHash } from 'node:crypto';

/** Predecessor of the first entry: 32 zero bytes. */
export const BEGINNING = Buffer.alloc(32);

/**
 * The canonical form of an entry `e` of `audit_entries`: a JSON array of all its columns in a fixed order, as
 * PostgreSQL writes it. `jsonb` normalises values, and the time is in seconds since 1970, so no connection
 * setting changes a byte.
 */
export const CANONICAL_SQL = `jsonb_build_array(e.transaction_id::text, e.id,
  extract(epoch FROM e.at), e.action, e.actor_id, e.actor_role, e.subject_kind, e.subject_id,
  e.event_id, e.network::text, e.request_id, e.before, e.after)::text`;

/** Whether the indexed columns match the entry. */
export const COPIES_AGREE_SQL = `(c.at, c.subject_id, c.subject_kind, c.action) =
    (e.at, e.subject_id, e.subject_kind, e.action) AND c.actor_id IS NOT DISTINCT FROM e.actor_id`;

/** The hash of an entry, given its predecessor's. */
export function chained(previous: Buffer, canonical: string): Buffer {
  return createHash('sha256').update(previous).update(canonical, 'utf8').digest();
}

/** A position of the chain recorded elsewhere, out of reach for whoever changes the chain. */
export interface Anchor {
  readonly position: string;
  /** In hexadecimal digits. */
  readonly hash: string;
}

const ANCHOR = /^(\d{1,18}):([0-9a-f]{64})$/;

/** Parses `position:hash`. */
export function parseAnchor(text: string): Anchor | undefined {
  const [, position, hash] = ANCHOR.exec(text) ?? [];
  return position === undefined || hash === undefined ? undefined : { position, hash };
}

export function formatAnchor({ position, hash }: Anchor): string {
  return `${position}:${hash}`;
}
