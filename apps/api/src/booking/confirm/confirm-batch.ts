import type {
  ConfirmationDto,
  PaymentFailureDto,
  PaymentSimulation,
  TicketDto,
} from '@boxoffice/contracts';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { RequireAttendees } from '../../attendees/require-attendees.js';
import type { Actor } from '../../platform/audit/actor.js';
import { AuditTrail } from '../../platform/audit/audit-trail.js';
import { TryAgainError, type Outcome } from '../../platform/batching/batch-queue.js';
import { Transactions } from '../../platform/database/in-transaction.js';
import { prepared } from '../../platform/database/pipelining-pg-client.js';
import type { PipelinedStatements } from '../../platform/database/pipelined-statements.js';
import { KeyedBatch, type MaybeKeyed } from '../../platform/idempotency/keyed-batch.js';
import { Payments, type Payable } from '../../payments/payments.js';
import { DomainError } from '../../platform/problems/domain-error.js';
import { StockChanges } from '../../tickets/availability/stock-changes.js';
import { TicketInventory, type ReleasedTicket } from '../../tickets/inventory/ticket-inventory.js';
import { toTicketDto, type TicketRow } from '../../tickets/ticket-row.js';
import type { Standing } from '../../users/standing.js';
import { UserDirectory } from '../../users/user-directory.js';
import { confirmedEntry } from '../booking-entries.js';
import type { BookingEntity } from '../booking.entity.js';
import { EndBookings } from '../end-bookings.js';
import { lockBookingsOfTickets } from '../lock-bookings.js';
import { UnpaidTickets, type PaidTickets } from '../unpaid/unpaid-tickets.js';
import type { RecordedProvider } from '../../payments/payment-policy.js';
import { saleConditions } from '../pay/sale-conditions.js';
import { markConfirmed } from '../pay/mark-confirmed.js';
import { ConfirmationMails } from './confirmation-mails.js';
import { ConfirmationPolicy, type Named } from './confirmation-policy.js';
import { SplitBooking } from './split-booking.js';

/** Read after the locks: `now()` is when the transaction began. */
const CLOCK_SQL = prepared('SELECT clock_timestamp() AS now');

/** A payment that somebody took in person, and not this system. */
export interface PaymentInPerson {
  provider: Extract<RecordedProvider, 'counter' | 'complimentary'>;
  /** Cash or card, for the audit. */
  method: string;
  /** Writes what is to be known of it beside the payment, in the transaction that confirms its booking. */
  record: (manager: EntityManager, booking: BookingEntity) => Promise<unknown>;
}

/** What one buyer pays for. */
export interface ConfirmCommand extends MaybeKeyed {
  userId: string;
  /** Who pays, for themselves or for somebody else. */
  actor: Actor;
  ticketIds: string[];
  /** The booking that must hold all of them, where the client says so. */
  bookingId?: string;
  paymentSimulation: PaymentSimulation;
  /** Undefined where the buyer pays online. */
  inPerson?: PaymentInPerson;
}

type Answer = ConfirmationDto | PaymentFailureDto;

/** A payment that can be taken, or that has failed, and the bookings that it is for. */
interface Decided {
  index: number;
  actor: Actor;
  bookings: BookingEntity[];
  tickets: TicketRow[];
  inPerson?: PaymentInPerson;
}

/** A payment that was taken. */
interface Paid extends Decided {
  at: Date;
}

/** What the transaction knows once its locks are taken. */
interface Locked {
  tickets: Map<string, TicketRow>;
  bookings: Map<string, BookingEntity>;
  standing: Map<string, Standing>;
  cancelledEvents: ReadonlySet<string>;
  /** What events ask and nobody has said, by the id of the booking. */
  missingAttendees: ReadonlyMap<string, readonly string[]>;
  /** The database's time after the locks: a hold may have ended while they were waited for. */
  now: Date;
}

/**
 * Carries out payments together, in one transaction: a statement a step, not a booking.
 *
 * The bookings that hold the named tickets are locked first, in order of their ids, and everything is
 * decided from what stands under those locks. So of a confirm, a cancel and the sweep that meet on
 * one booking, one wins, and the others see what it did.
 */
@Injectable()
export class ConfirmBatch {
  constructor(
    private readonly transactions: Transactions,
    private readonly users: UserDirectory,
    private readonly inventory: TicketInventory,
    private readonly payments: Payments,
    private readonly split: SplitBooking,
    private readonly policy: ConfirmationPolicy,
    private readonly endBookings: EndBookings,
    private readonly stockChanges: StockChanges,
    private readonly keys: KeyedBatch,
    private readonly audit: AuditTrail,
    private readonly mails: ConfirmationMails,
    private readonly unpaid: UnpaidTickets,
    private readonly attendees: RequireAttendees,
  ) {}

  /** @returns an outcome for each command, in their order; its error is a DomainError or a TryAgainError */
  async carryOut(commands: ConfirmCommand[]): Promise<Outcome<Answer>[]> {
    let paid: Paid[] = [];
    let released: ReleasedTicket[] = [];
    const outcomes = await this.transactions.run((manager, pipelined) => {
      // Run again from the start after a deadlock: nothing of the first run has happened.
      paid = [];
      released = [];
      return this.keys.carryOut(manager, pipelined, commands, async (fresh) => {
        const locked = await this.lock(manager, fresh);
        const decided = await this.decide(manager, fresh, locked);
        await this.take(manager, pipelined, decided.payable, locked.now);
        paid = decided.payable.map((each) => ({ ...each, at: locked.now }));
        released = await this.fail(manager, decided.failed);
        for (const { index, bookings, tickets } of decided.payable) {
          decided.outcomes[index] = { answer: confirmation(bookings, tickets, locked.now) };
        }
        for (const { index } of decided.failed) decided.outcomes[index] = { answer: failure() };
        return decided.outcomes;
      });
    });
    const paidTickets = paid.flatMap(({ tickets }) => tickets);
    for (const eventId of new Set(paidTickets.map((row) => row.event_id))) {
      this.stockChanges.booked(eventId);
    }
    this.stockChanges.released(released);
    const online = paid.filter(({ inPerson }) => !inPerson);
    await Promise.all(online.map((each) => this.unpaid.paid(heldUntil(each), each.actor)));
    return outcomes;
  }

  /**
   * Locks the pending bookings that hold the tickets. A ticket that changes hands between the look and
   * the lock is seen in its new state afterwards, and judged by that.
   */
  private async lock(manager: EntityManager, commands: ConfirmCommand[]): Promise<Locked> {
    const ids = [...new Set(commands.flatMap(({ ticketIds }) => ticketIds))];
    // Sent together, and carried out one after the other: the tickets and the time are read under the locks.
    const [bookings, tickets, [moment], standing, conditions] = await Promise.all([
      lockBookingsOfTickets(manager, ids),
      this.inventory.findByIds(manager, ids),
      manager.query<{ now: Date }[]>(CLOCK_SQL),
      this.users.standing(
        manager,
        commands.map(({ userId }) => userId),
      ),
      saleConditions(manager, ids),
    ]);
    if (!moment) throw new Error('The database did not say what time it is.');
    const asking = idsOf(conditions.filter(({ asks }) => asks));
    return {
      tickets: new Map(tickets.map((ticket) => [ticket.id, ticket])),
      bookings: new Map(
        bookings.flatMap((booking) =>
          booking.status === 'pending' ? [[booking.id, booking] as const] : [],
        ),
      ),
      standing,
      cancelledEvents: idsOf(conditions.filter(({ isCancelled }) => isCancelled)),
      // Of events that ask for nothing, there is nothing more to be read.
      missingAttendees:
        asking.size === 0
          ? new Map<string, readonly string[]>()
          : await this.attendees.missing(
              manager,
              tickets.filter(({ event_id }) => asking.has(event_id)),
            ),
      now: moment.now,
    };
  }

  private async decide(
    manager: EntityManager,
    commands: ConfirmCommand[],
    locked: Locked,
  ): Promise<{ outcomes: Outcome<Answer>[]; payable: Decided[]; failed: Decided[] }> {
    const outcomes: Outcome<Answer>[] = [];
    const payable: Decided[] = [];
    const failed: Decided[] = [];
    const takenInBatch = new Set<string>();
    for (const [index, command] of commands.entries()) {
      const { actor, inPerson } = command;
      const named = nameIn(command, locked);
      try {
        // Another payment of this batch takes the booking: this one looks again afterwards.
        if (named.bookings.some(({ id }) => takenInBatch.has(id))) throw new TryAgainError();
        const fails = command.paymentSimulation === 'fail';
        if (fails) await this.policy.requireReleasable(manager, named);
        else await this.policy.requirePayable(manager, named, locked.now);
        const bookings: BookingEntity[] = [];
        for (const booking of named.bookings) {
          await this.split.requireDivisible(manager, booking, command.ticketIds);
        }
        for (const booking of named.bookings) {
          takenInBatch.add(booking.id);
          bookings.push(
            await this.split.keepOnly(manager, booking, command.ticketIds, actor, !fails),
          );
        }
        const decided = { index, actor, bookings, tickets: named.tickets, inPerson };
        (fails ? failed : payable).push(decided);
      } catch (error) {
        // Anything else has broken the transaction, and is not one payment's.
        if (!(error instanceof DomainError || error instanceof TryAgainError)) throw error;
        outcomes[index] = { error };
      }
    }
    return { outcomes, payable, failed };
  }

  private async take(
    manager: EntityManager,
    pipelined: PipelinedStatements,
    payable: Decided[],
    at: Date,
  ): Promise<void> {
    const bookings = payable.flatMap((decided) => decided.bookings);
    const inPerson = new Map(
      payable.flatMap((decided) =>
        decided.inPerson ? decided.bookings.map(({ id }) => [id, decided.inPerson] as const) : [],
      ),
    );
    for (const [eventId, ofEvent] of Map.groupBy(bookings, (booking) => booking.eventId)) {
      pipelined.add(
        // The booking before its payment, which the ledger posts at the moment of the booking's confirmation.
        ...markConfirmed(manager, this.inventory, eventId, ofEvent, at),
        this.payments.record(manager, ofEvent.map(payableOf(inPerson)), 'captured'),
      );
    }
    for (const booking of bookings) {
      const payment = inPerson.get(booking.id);
      if (payment) pipelined.add(payment.record(manager, booking));
    }
    const entries = payable.flatMap((paid) =>
      paid.bookings.map((booking) => confirmedEntry(paid.actor, booking, paid.inPerson?.method)),
    );
    pipelined.add(this.audit.record(manager, entries));
    await this.mails.announce(manager, bookings);
  }

  private async fail(manager: EntityManager, failed: Decided[]): Promise<ReleasedTicket[]> {
    const ended = failed.flatMap(({ actor, bookings }) =>
      bookings.map((booking) => ({ actor, booking })),
    );
    if (ended.length === 0) return [];
    const bookings = ended.map(({ booking }) => booking);
    await this.payments.record(manager, bookings, 'failed');
    return this.endBookings.execute(manager, ended, 'failed');
  }
}

function idsOf(rows: readonly { id: string }[]): ReadonlySet<string> {
  return new Set(rows.map(({ id }) => id));
}

function nameIn(command: ConfirmCommand, locked: Locked): Named {
  const { userId, actor, ticketIds, bookingId, inPerson } = command;
  const tickets = ticketIds.flatMap((id) => locked.tickets.get(id) ?? []);
  const bookingIds = new Set(tickets.flatMap(({ booking_id }) => booking_id ?? []));
  return {
    userId,
    actor,
    standing: locked.standing.get(userId),
    ids: ticketIds,
    bookingId,
    tickets,
    // At the counter, whoever sells asks; a queue doesn't wait until all have spelled their names.
    missingAttendees: command.inPerson
      ? []
      : [...bookingIds].flatMap((id) => locked.missingAttendees.get(id) ?? []),
    isPaidInPerson: inPerson !== undefined,
    isCancelled: tickets.some(({ event_id }) => locked.cancelledEvents.has(event_id)),
    // In the order of their ids, as they were locked and as the answer names them.
    bookings: [...bookingIds]
      .sort((a, b) => (BigInt(a) < BigInt(b) ? -1 : 1))
      .flatMap((id) => locked.bookings.get(id) ?? []),
  };
}

/** What was paid for, by event and by how long it had been held: a held ticket last changed when it was reserved. */
function heldUntil({ tickets, at }: Paid): PaidTickets[] {
  const alike = Map.groupBy(tickets, (row) => `${row.event_id} ${row.updated_at.getTime()}`);
  return [...alike.values()].flatMap((rows) =>
    rows.slice(0, 1).map(({ event_id: eventId, updated_at: since }) => ({
      eventId,
      quantity: rows.length,
      heldSeconds: Math.max(0, at.getTime() - since.getTime()) / 1_000,
    })),
  );
}

/** @param inPerson what was taken in person, by the ids of the bookings */
function payableOf(
  inPerson: ReadonlyMap<string, PaymentInPerson | undefined>,
): (booking: BookingEntity) => Payable {
  return ({ eventId, id, totalMinor, currency }) => {
    return { eventId, id, totalMinor, currency, provider: inPerson.get(id)?.provider };
  };
}

function confirmation(bookings: BookingEntity[], tickets: TicketRow[], now: Date): ConfirmationDto {
  const confirmedTickets = tickets.map((ticket): TicketDto => {
    const row = { ...ticket, status: 'booked' as const, booked_at: now, updated_at: now };
    return toTicketDto(row);
  });
  const count = confirmedTickets.length;
  const paid = bookings.some(({ totalMinor }) => Number(totalMinor) > 0)
    ? 'Payment received. '
    : '';
  return {
    success: true,
    message: `${paid}${count === 1 ? '1 ticket is' : `${count} tickets are`} yours.`,
    confirmedTickets,
    bookingIds: bookings.map(({ id }) => id),
  };
}

function failure(): PaymentFailureDto {
  return { success: false, message: 'Payment failed. Tickets have been released.' };
}
