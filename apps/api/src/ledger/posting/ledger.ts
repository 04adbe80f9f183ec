import type { LedgerAccountKind, LedgerTransferKind } from '@boxoffice/contracts';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { splitReturn, type FeesOfReturn, type MoneyParts } from './split-return.js';

/** "ledg" in ASCII: the first half of the locks that this module takes, so that no other takes the same. */
const LOCKS = 1_818_584_167;

/** Of a payment, from its capture on: what was posted, and what is left of it by kind of account. */
const PAYMENT_SQL = `
  SELECT organiser_id AS "organiserId", currency, booking_id AS "bookingId", provider, (
    SELECT jsonb_object_agg(kind, sum) FROM (
      SELECT account.kind, sum(entry.amount_minor) AS sum
      FROM (
        SELECT id FROM ledger_transfers
        WHERE event_id = $1 AND payment_id = $2 AND kind <> 'capture'
        UNION ALL SELECT capture.id
      ) AS transfer
      JOIN ledger_entries AS entry ON entry.event_id = $1 AND entry.transfer_id = transfer.id
      JOIN ledger_accounts AS account ON account.id = entry.account_id
      GROUP BY account.kind
    ) AS of_kind
  ) AS sums
  FROM ledger_transfers AS capture
  WHERE event_id = $1 AND kind = 'capture' AND source_id = $2`;

const BEGIN_SQL = `
  SELECT transfer.id, transfer.payment_id AS "paymentId", jsonb_agg(jsonb_build_object(
    'kind', account.kind, 'provider', account.provider, 'amountMinor', entry.amount_minor)) AS entries
  FROM ledger_transfers AS transfer
  JOIN ledger_entries AS entry ON entry.event_id = transfer.event_id AND entry.transfer_id = transfer.id
  JOIN ledger_accounts AS account ON account.id = entry.account_id
  WHERE transfer.event_id = $1 AND transfer.kind = $2 AND transfer.source_id = $3
  GROUP BY transfer.event_id, transfer.id`;

const POST_SQL = `
  WITH transfer AS (
    INSERT INTO ledger_transfers (event_id, kind, source_id, organiser_id, currency, booking_id,
      payment_id, provider, settles, reverses)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
    ON CONFLICT ON CONSTRAINT ledger_transfers_fact_key DO NOTHING
    RETURNING id, organiser_id, currency
  )
  INSERT INTO ledger_entries (event_id, transfer_id, account_id, amount_minor)
  SELECT $1, transfer.id,
    ledger_account(transfer.organiser_id, transfer.currency, part.kind, part.provider),
    part."amountMinor"
  FROM transfer
  CROSS JOIN jsonb_to_recordset($11::jsonb)
    AS part (kind text, provider text, "amountMinor" bigint)
  WHERE part."amountMinor" <> 0
  ORDER BY part.kind, part.provider
  RETURNING transfer_id`;

const REVERSED_SQL = `
  SELECT transfer.kind, transfer.payment_id AS "paymentId", jsonb_agg(jsonb_build_object(
    'kind', account.kind, 'provider', account.provider, 'amountMinor', entry.amount_minor)) AS entries
  FROM ledger_transfers AS transfer
  JOIN ledger_entries AS entry ON entry.event_id = transfer.event_id AND entry.transfer_id = transfer.id
  JOIN ledger_accounts AS account ON account.id = entry.account_id
  WHERE transfer.event_id = $1 AND transfer.id = $2
  GROUP BY transfer.event_id, transfer.id`;

/** The database posts captures. */
type PostedKind = Exclude<LedgerTransferKind, 'capture'>;

interface Part {
  kind: LedgerAccountKind;
  /** Of a clearing account. */
  provider: string;
  amountMinor: number;
}

interface CapturedPayment {
  organiserId: string;
  currency: string;
  bookingId: string;
  provider: string;
  sums: Partial<Record<LedgerAccountKind, number>>;
}

interface Begin {
  id: string;
  paymentId: string;
  entries: Part[];
}

/** Money that goes back to the buyer. */
export interface RefundBegun {
  eventId: string;
  refundId: string;
  paymentId: string;
  amountMinor: number;
  /**
   * What the amount consists of, where the tickets say it. Otherwise it is taken apart in proportion to what is left of
   * the payment, by default with fees.
   */
  parts?: MoneyParts;
  fees?: FeesOfReturn;
}

/** Money that the buyer's bank has taken back for the time being. */
export interface DisputeOpened {
  eventId: string;
  disputeId: string;
  paymentId: string;
  amountMinor: number;
}

/** Money that the bank has taken beyond that. */
export interface DisputeRaised {
  eventId: string;
  /** Of this step: a dispute may take more several times. */
  raiseId: string;
  paymentId: string;
  amountMinor: number;
  /** Whether the dispute is lost already, so that the money is gone. */
  isLost: boolean;
}

/**
 * Posts facts about money, each once, in the transaction that establishes it; captures are posted by the database itself.
 * What each fact posts: `ledger/README.md`.
 *
 * Repeating a fact has no effect. A fact that contradicts what was posted throws: more money than is left of a payment,
 * the end of something that hasn't begun, a refund that fails after it was done.
 */
@Injectable()
export class Ledger {
  /** @returns whether it is posted now, and wasn't before */
  async refundBegun(manager: EntityManager, refund: RefundBegun): Promise<boolean> {
    const { eventId, refundId, paymentId, amountMinor, fees = 'with_fees' } = refund;
    await lockPayment(manager, paymentId);
    if (await findBegin(manager, eventId, 'refund_begun', refundId)) return false;
    const payment = await requireCapture(manager, eventId, paymentId);
    const left = partsLeftOf(payment);
    requireLeft(payment, amountMinor, 'refunded');
    const parts = refund.parts ?? splitReturn(left, amountMinor, fees);
    requireParts(parts, left, amountMinor);
    return post(manager, eventId, 'refund_begun', refundId, paymentId, payment, [
      ...giving(parts),
      { kind: 'refunds', provider: '', amountMinor: -amountMinor },
    ]);
  }

  /** The provider has paid it out. */
  async refundDone(manager: EntityManager, eventId: string, refundId: string): Promise<boolean> {
    return settle(manager, eventId, ['refund_begun', 'refund_done'], refundId, (begin, payment) => {
      const amountMinor = amountIn(begin, 'refunds');
      return [
        { kind: 'refunds', provider: '', amountMinor: -amountMinor },
        { ...holderOf(payment), amountMinor },
      ];
    });
  }

  /** The provider hasn't, and won't: all is as before it began. */
  async refundFailed(manager: EntityManager, eventId: string, refundId: string): Promise<boolean> {
    return settle(manager, eventId, ['refund_begun', 'refund_failed'], refundId, opposite);
  }

  async disputeOpened(manager: EntityManager, dispute: DisputeOpened): Promise<boolean> {
    const { eventId, disputeId, paymentId, amountMinor } = dispute;
    await lockPayment(manager, paymentId);
    if (await findBegin(manager, eventId, 'dispute_opened', disputeId)) return false;
    const payment = await requireCapture(manager, eventId, paymentId);
    requireLeft(payment, amountMinor, 'disputed');
    return post(manager, eventId, 'dispute_opened', disputeId, paymentId, payment, [
      { kind: 'disputes', provider: '', amountMinor },
      { ...holderOf(payment), amountMinor: -amountMinor },
    ]);
  }

  /** What was to go back by a refund that failed is left for the bank, which has taken it, too. */
  async disputeRaised(manager: EntityManager, raised: DisputeRaised): Promise<boolean> {
    const { eventId, raiseId, paymentId, amountMinor, isLost } = raised;
    await lockPayment(manager, paymentId);
    if (await findBegin(manager, eventId, 'dispute_raised', raiseId)) return false;
    const payment = await requireCapture(manager, eventId, paymentId);
    requireLeft(payment, amountMinor, 'disputed');
    const taken: Part[] = isLost
      ? giving(splitReturn(partsLeftOf(payment), amountMinor, 'with_fees'))
      : [{ kind: 'disputes', provider: '', amountMinor }];
    return post(manager, eventId, 'dispute_raised', raiseId, paymentId, payment, [
      ...taken,
      { ...holderOf(payment), amountMinor: -amountMinor },
    ]);
  }

  /**
   * The provider has the money again.
   *
   * @param amountMinor all that was taken: when it opened, and since
   */
  async disputeWon(
    manager: EntityManager,
    eventId: string,
    disputeId: string,
    amountMinor: number,
  ): Promise<boolean> {
    const steps: [PostedKind, PostedKind] = ['dispute_opened', 'dispute_won'];
    return settle(manager, eventId, steps, disputeId, (_begin, payment) => {
      requireDisputed(payment, amountMinor);
      return [
        { kind: 'disputes', provider: '', amountMinor: -amountMinor },
        { ...holderOf(payment), amountMinor },
      ];
    });
  }

  /** The money is gone, like that of a refund. */
  async disputeLost(
    manager: EntityManager,
    eventId: string,
    disputeId: string,
    amountMinor: number,
  ): Promise<boolean> {
    const steps: [PostedKind, PostedKind] = ['dispute_opened', 'dispute_lost'];
    return settle(manager, eventId, steps, disputeId, (_begin, payment) => {
      requireDisputed(payment, amountMinor);
      return [
        ...giving(splitReturn(partsLeftOf(payment), amountMinor, 'with_fees')),
        { kind: 'disputes', provider: '', amountMinor: -amountMinor },
      ];
    });
  }

  /** Takes back what was posted by mistake: the only correction there is. */
  async reverse(manager: EntityManager, eventId: string, transferId: string): Promise<boolean> {
    const [transfer] = await manager.query<{ kind: string; paymentId: string; entries: Part[] }[]>(
      REVERSED_SQL,
      [eventId, transferId],
    );
    if (!transfer || transfer.kind === 'reversal') {
      throw new Error(`Transfer ${transferId} can't be reversed.`);
    }
    const { paymentId, entries } = transfer;
    const payment = await requireCapture(manager, eventId, paymentId);
    return post(manager, eventId, 'reversal', transferId, paymentId, payment, negated(entries), {
      reverses: transferId,
    });
  }
}

/** What is left of a payment is read under it, so that no two refunds see the same money. */
async function lockPayment(manager: EntityManager, paymentId: string): Promise<void> {
  await manager.query('SELECT pg_advisory_xact_lock($1::integer, hashint8($2::bigint))', [
    LOCKS,
    paymentId,
  ]);
}

async function findBegin(
  manager: EntityManager,
  eventId: string,
  kind: PostedKind,
  sourceId: string,
): Promise<Begin | undefined> {
  const [begin] = await manager.query<Begin[]>(BEGIN_SQL, [eventId, kind, sourceId]);
  return begin;
}

async function requireCapture(
  manager: EntityManager,
  eventId: string,
  paymentId: string,
): Promise<CapturedPayment> {
  const [payment] = await manager.query<CapturedPayment[]>(PAYMENT_SQL, [eventId, paymentId]);
  if (!payment) throw new Error(`Payment ${paymentId} has captured nothing.`);
  return payment;
}

async function settle(
  manager: EntityManager,
  eventId: string,
  [begun, ended]: [begun: PostedKind, ended: PostedKind],
  sourceId: string,
  partsOf: (begin: Begin, payment: CapturedPayment) => Part[],
): Promise<boolean> {
  const seen = await findBegin(manager, eventId, begun, sourceId);
  if (!seen) throw new Error(`There is no ${begun} of ${sourceId} that ${ended} could end.`);
  await lockPayment(manager, seen.paymentId);
  const [end] = await manager.query<{ kind: PostedKind }[]>(
    'SELECT kind FROM ledger_transfers WHERE event_id = $1 AND (settles = $2 OR reverses = $2)',
    [eventId, seen.id],
  );
  if (end?.kind === ended) return false;
  if (end) throw new Error(`${sourceId} has ended by ${end.kind}, so there is no ${ended}.`);
  const payment = await requireCapture(manager, eventId, seen.paymentId);
  return post(manager, eventId, ended, sourceId, seen.paymentId, payment, partsOf(seen, payment), {
    settles: seen.id,
  });
}

async function post(
  manager: EntityManager,
  eventId: string,
  kind: PostedKind,
  sourceId: string,
  paymentId: string,
  { organiserId, currency, bookingId, provider }: CapturedPayment,
  parts: Part[],
  { settles = null, reverses = null }: { settles?: string | null; reverses?: string | null } = {},
): Promise<boolean> {
  const posted = await manager.query<unknown[]>(POST_SQL, [
    eventId,
    kind,
    sourceId,
    organiserId,
    currency,
    bookingId,
    paymentId,
    provider,
    settles,
    reverses,
    JSON.stringify(parts),
  ]);
  return posted.length > 0;
}

/** What the organiser, the fees and the taxes still have of it: they are owed, and so below zero. */
function partsLeftOf({ sums }: CapturedPayment): MoneyParts {
  return {
    payableMinor: -(sums.payable ?? 0),
    feesMinor: -(sums.fees ?? 0),
    taxesMinor: -(sums.taxes ?? 0),
  };
}

/** Also money under dispute is gone for now: it can't be given back by us as well. */
function requireLeft(payment: CapturedPayment, amountMinor: number, done: string): void {
  const { payableMinor, feesMinor, taxesMinor } = partsLeftOf(payment);
  const left = payableMinor + feesMinor + taxesMinor - (payment.sums.disputes ?? 0);
  if (amountMinor > 0 && amountMinor <= left) return;
  throw new Error(`${amountMinor} can't be ${done}: ${left} is left of the payment.`);
}

function requireDisputed({ sums: { disputes = 0 } }: CapturedPayment, amountMinor: number): void {
  if (amountMinor > 0 && amountMinor <= disputes) return;
  throw new Error(`${amountMinor} can't be decided: ${disputes} is under dispute.`);
}

function requireParts(parts: MoneyParts, left: MoneyParts, amountMinor: number): void {
  const { payableMinor, feesMinor, taxesMinor } = parts;
  const isWithin =
    [payableMinor, feesMinor, taxesMinor].every((part) => part >= 0) &&
    payableMinor <= left.payableMinor &&
    feesMinor <= left.feesMinor &&
    taxesMinor <= left.taxesMinor;
  if (isWithin && payableMinor + feesMinor + taxesMinor === amountMinor) return;
  throw new Error(`${JSON.stringify(parts)} are not parts of ${JSON.stringify(left)}.`);
}

function giving({ payableMinor, feesMinor, taxesMinor }: MoneyParts): Part[] {
  return [
    { kind: 'payable', provider: '', amountMinor: payableMinor },
    { kind: 'fees', provider: '', amountMinor: feesMinor },
    { kind: 'taxes', provider: '', amountMinor: taxesMinor },
  ];
}

/** Who holds the money of a payment. */
function holderOf({ provider }: CapturedPayment): Pick<Part, 'kind' | 'provider'> {
  return provider === 'counter' ? { kind: 'cash', provider: '' } : { kind: 'clearing', provider };
}

function amountIn({ entries }: Begin, kind: LedgerAccountKind): number {
  return entries.reduce((sum, entry) => sum + (entry.kind === kind ? entry.amountMinor : 0), 0);
}

function opposite({ entries }: Begin): Part[] {
  return negated(entries);
}

function negated(entries: readonly Part[]): Part[] {
  return entries.map((entry) => ({ ...entry, amountMinor: -entry.amountMinor }));
}
