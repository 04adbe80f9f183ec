/** What a scan says: somebody came in, went out, or an earlier scan was a mistake. */
export const SCAN_KINDS = ['in', 'out', 'undo'] as const;

export type ScanKind = (typeof SCAN_KINDS)[number];

/**
 * Whether a ticket that is in lets somebody in again.
 *
 * - `none`: never.
 * - `free`: as often as they like.
 * - `after_exit`: once it was scanned on its way out.
 */
export const REENTRY_RULES = ['none', 'free', 'after_exit'] as const;

export type ReentryRule = (typeof REENTRY_RULES)[number];

/** A scan, as far as merging needs it. Nothing of it ever changes; scans are only added. */
export interface MergedScan {
  readonly ticketId: string;
  /** Whose the ticket was: it may be refunded and sold again. */
  readonly bookingId: string;
  readonly deviceId: string;
  /** Names the scan among those of its device. */
  readonly nonce: string;
  readonly kind: ScanKind;
  /** The scan of the same ticket and device that an `undo` takes back; null for other kinds. */
  readonly undoes: string | null;
  /** When, by the server's clock: RFC 3339 in UTC, with milliseconds. */
  readonly scannedAt: string;
}

/** A scan that let somebody in although the ticket was in already. */
export interface DoubleEntry<Scan extends MergedScan> {
  readonly scan: Scan;
  /** The scan by which the ticket was in. */
  readonly since: Scan;
}

/** What the scans of a ticket come to, as long as it is of one booking. */
export interface TicketAdmission<Scan extends MergedScan> {
  /** Whether somebody is in with it now. A ticket that has gone out is not. */
  readonly isIn: boolean;
  /** The scan by which it first came in; undefined if it never did. */
  readonly first: Scan | undefined;
  /** The scan by which it came in last, double entries apart. */
  readonly since: Scan | undefined;
  readonly doubles: readonly DoubleEntry<Scan>[];
}

/**
 * Merges scans: what they come to depends on which there are, never on the order in which they arrived or how
 * often. So doors that were offline agree with each other, and with the server, as soon as they have the same
 * ones. The earliest scan lets in; every later one, while the ticket is in, is a double entry. Whoever buys a ticket
 * that somebody came in with and gave back has not come in.
 *
 * @returns by {@link soldTicket}
 */
export function mergeScans<Scan extends MergedScan>(
  scans: Iterable<Scan>,
  rule: ReentryRule,
): Map<string, TicketAdmission<Scan>> {
  const known = new Map<string, Scan>();
  for (const scan of scans) known.set(keyOf(scan, scan.nonce), scan);
  const undone = new Set<string>();
  for (const scan of known.values()) {
    if (scan.undoes !== null) undone.add(keyOf(scan, scan.undoes));
  }
  // By hand: `Map.groupBy` is newer than many a phone at a door.
  const byTicket = new Map<string, Scan[]>();
  for (const [key, scan] of known) {
    if (scan.kind === 'undo' || undone.has(key)) continue;
    const ofTicket = byTicket.get(soldTicket(scan));
    if (ofTicket) ofTicket.push(scan);
    else byTicket.set(soldTicket(scan), [scan]);
  }
  return new Map(
    [...byTicket].map(([sold, ofTicket]) => [sold, admissionOf(ofTicket.sort(byTime), rule)]),
  );
}

function admissionOf<Scan extends MergedScan>(
  inOrder: readonly Scan[],
  rule: ReentryRule,
): TicketAdmission<Scan> {
  let isIn = false;
  let first: Scan | undefined;
  let since: Scan | undefined;
  const doubles: DoubleEntry<Scan>[] = [];
  for (const scan of inOrder) {
    if (scan.kind === 'out') {
      isIn = false;
      continue;
    }
    if (since !== undefined && !mayEnterAgain(isIn, rule)) {
      doubles.push({ scan, since });
      continue;
    }
    isIn = true;
    first ??= scan;
    since = scan;
  }
  return { isIn, first, since, doubles };
}

/** Names a ticket as long as it is of one booking. */
export function soldTicket({
  ticketId,
  bookingId,
}: Pick<MergedScan, 'ticketId' | 'bookingId'>): string {
  return `${ticketId} ${bookingId}`;
}

/** Whether a ticket that has come in before lets somebody in once more. */
export function mayEnterAgain(isIn: boolean, rule: ReentryRule): boolean {
  return rule === 'free' || (rule === 'after_exit' && !isIn);
}

/** Separated by what neither ids nor nonces have. */
function keyOf({ ticketId, deviceId }: MergedScan, nonce: string): string {
  return `${ticketId} ${deviceId} ${nonce}`;
}

/** By time; what was scanned in the same millisecond has an order too, the same everywhere. */
function byTime(one: MergedScan, other: MergedScan): number {
  return compare(orderOf(one), orderOf(other));
}

function orderOf({ scannedAt, deviceId, nonce }: MergedScan): string {
  return `${scannedAt} ${deviceId} ${nonce}`;
}

function compare(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
