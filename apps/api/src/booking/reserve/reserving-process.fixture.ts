import type { DataSource } from 'typeorm';
import { AuditTrail } from '../../platform/audit/audit-trail.js';
import { ManualClock } from '../../platform/clock/manual-clock.fixture.js';
import { Settings } from '../../platform/config/settings.js';
import { Transactions } from '../../platform/database/in-transaction.js';
import { CodeTries } from '../../events/codes/code-tries.js';
import { SaleCodes } from '../../events/codes/sale-codes.js';
import { EventOffers, type Offer } from '../../events/event-offers.js';
import { IdempotencyKeys } from '../../platform/idempotency/idempotency-keys.js';
import { KeyedBatch } from '../../platform/idempotency/keyed-batch.js';
import { Ids } from '../../platform/ids/ids.module.js';
import { RateLimits } from '../../platform/rate-limits/rate-limits.js';
import { EventAvailability } from '../../tickets/availability/availability.js';
import { FreeTicketPages } from '../../tickets/availability/free-ticket-pages.js';
import { StockChanges } from '../../tickets/availability/stock-changes.js';
import { StockLedger } from '../../tickets/availability/stock-ledger.js';
import { FreeTickets } from '../../tickets/inventory/free-tickets.js';
import { TicketInventory } from '../../tickets/inventory/ticket-inventory.js';
import { UserDirectory } from '../../users/user-directory.js';
import { FindBookings } from '../find/find-bookings.js';
import { HeldBookings } from '../find/held-bookings.js';
import { UnpaidTickets } from '../unpaid/unpaid-tickets.js';
import { DiagnoseBatch } from './diagnose-batch.js';
import { FirstTries } from './first-tries.js';
import { planBatch } from './plan-batch.js';
import type { ReserveCommand } from './reserve-command.js';
import type { Reserved } from './reserved.js';
import { ReserveBatch } from './reserve-batch.js';
import { ReserveTickets } from './reserve-tickets.js';
import { ScarceEvents } from './scarce-events.js';
import { WriteBatch } from './write-batch.js';

/** Ids in the order of a test's wishes, then in their own. */
export class WishedIds extends Ids {
  readonly wishes: string[] = [];
  private last: bigint;

  constructor(first: bigint) {
    super();
    this.last = first;
  }

  override next(): string {
    this.last += 1n;
    return this.wishes.shift() ?? this.last.toString();
  }
}

/** What one process has of its own to reserve with, on a database that it may share. */
export interface ReservingProcess {
  ids: WishedIds;
  clock: ManualClock;
  offers: EventOffers;
  writer: WriteBatch;
  firstTries: FirstTries;
  batch: ReserveBatch;
  /** The way in of the requests, with the queue before the batches. */
  tickets: ReserveTickets;
  stockChanges: StockChanges;
}

/**
 * @param first its ids begin here; far from those of other processes
 */
export function reservingProcess(dataSource: DataSource, first = 1_000_000n): ReservingProcess {
  const settings = Object.assign(new Settings(), { RATE_LIMITS: false });
  const keys = new IdempotencyKeys(dataSource);
  const clock = new ManualClock(Date.now());
  const ids = new WishedIds(first);
  const freeTickets = new FreeTickets();
  const ledger = new StockLedger(dataSource);
  const stockChanges = new StockChanges(
    new EventAvailability(ledger, clock),
    freeTickets,
    new FreeTicketPages(dataSource, clock),
  );
  const transactions = new Transactions(dataSource);
  const offers = new EventOffers(settings);
  const users = new UserDirectory(dataSource, ids, new AuditTrail());
  const writer = new WriteBatch(transactions, freeTickets, ids);
  const limits = new RateLimits(settings, clock);
  const firstTries = new FirstTries();
  const batch = new ReserveBatch(
    offers,
    writer,
    new DiagnoseBatch(transactions, offers, users, ledger, keys, new SaleCodes()),
    stockChanges,
    new ScarceEvents(clock),
    firstTries,
  );
  return {
    ids,
    clock,
    offers,
    writer,
    firstTries,
    batch,
    tickets: new ReserveTickets(
      batch,
      settings,
      new HeldBookings(new FindBookings(dataSource, new TicketInventory(), settings)),
      new UnpaidTickets(limits, settings),
      new KeyedBatch(keys),
      new CodeTries(limits, settings),
    ),
    stockChanges,
  };
}

/** What the process last read of the demo event. */
export function offerOf({ offers }: ReservingProcess): Offer {
  const offer = offers.last('1');
  if (!offer) throw new Error('The process has not read the offer yet.');
  return offer;
}

/** Writes all requests as one plan, or nothing; undefined where nothing was written, or not all could be planned. */
export async function writeAll(
  { offers, writer }: ReservingProcess,
  commands: ReserveCommand[],
): Promise<Reserved[] | undefined> {
  const offer = offers.last('1');
  const plan = offer && planBatch(commands, offer);
  if (plan?.bookings.length !== commands.length) return undefined;
  const result = await writer.execute(plan);
  return result.status === 'written' ? result.reserved : undefined;
}
