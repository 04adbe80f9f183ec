import type {
  ConfirmationDto,
  PaymentFailureDto,
  PaymentSimulation,
  TicketDto,
} from '@boxoffice/contracts';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { TryAgainError, type Outcome } from '../../batching/batch-queue.js';
import { Transactions } from '../../database/in-transaction.js';
import { KeyedBatch, type MaybeKeyed } from '../../idempotency/keyed-batch.js';
import { Payments } from '../../payments/payments.js';
import { DomainError } from '../../problems/domain-error.js';
import { StockChanges } from '../../tickets/availability/stock-changes.js';
import { TicketInventory, type ReleasedTicket } from '../../tickets/inventory/ticket-inventory.js';
import { toTicketDto, type TicketRow } from '../../tickets/ticket-row.js';
import { UserDirectory } from '../../users/user-directory.js';
import type { BookingEntity } from '../booking.entity.js';
import { EndBookings } from '../end-bookings.js';
import { lockBookings } from '../lock-bookings.js';
import { ConfirmationMails } from './confirmation-mails.js';
import { RefuseConfirm, type Named } from './refuse-confirm.js';
import { SplitBooking } from './split-booking.js';

/** What one buyer pays for. */
export interface ConfirmCommand extends MaybeKeyed {
  userId: string;
  ticketIds: string[];
  paymentSimulation: PaymentSimulation;
}

type Answer = ConfirmationDto | PaymentFailureDto;

/** A payment that can be taken, or that has failed, and the bookings that it is for. */
interface Decided {
  index: number;
  bookings: BookingEntity[];
  tickets: TicketRow[];
}

/** What the transaction knows once its locks are taken. */
interface Locked {
  tickets: Map<string, TicketRow>;
  bookings: Map<string, BookingEntity>;
  users: Set<string>;
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
    private readonly refuse: RefuseConfirm,
    private readonly endBookings: EndBookings,
    private readonly stockChanges: StockChanges,
    private readonly keys: KeyedBatch,
    private readonly mails: ConfirmationMails,
  ) {}

  /** @returns an outcome for each command, in their order; its error is a DomainError or a TryAgainError */
  async carryOut(commands: ConfirmCommand[]): Promise<Outcome<Answer>[]> {
    let paid: TicketRow[] = [];
    let released: ReleasedTicket[] = [];
    const outcomes = await this.transactions.run((manager) => {
      // Run again from the start after a deadlock: nothing of the first run has happened.
      paid = [];
      released = [];
      return this.keys.carryOut(manager, commands, async (fresh) => {
        const locked = await this.lock(manager, fresh);
        const decided = await this.decide(manager, fresh, locked);
        paid = await this.take(manager, decided.payable, locked.now);
        released = await this.fail(manager, decided.failed);
        for (const { index, bookings, tickets } of decided.payable) {
          decided.outcomes[index] = { answer: confirmation(bookings, tickets, locked.now) };
        }
        for (const { index } of decided.failed) decided.outcomes[index] = { answer: failure() };
        return decided.outcomes;
      });
    });
    for (const eventId of new Set(paid.map((row) => row.event_id))) {
      this.stockChanges.booked(eventId);
    }
    this.stockChanges.released(released);
    return outcomes;
  }

  /**
   * Locks the pending bookings that hold the tickets. A ticket that changes hands between the look and
   * the lock is seen in its new state afterwards, and judged by that.
   */
  private async lock(manager: EntityManager, commands: ConfirmCommand[]): Promise<Locked> {
    const ids = [...new Set(commands.flatMap(({ ticketIds }) => ticketIds))];
    const users = await this.users.existing(
      manager,
      commands.map(({ userId }) => userId),
    );
    const bookings = await lockBookings(manager, await bookingsHolding(manager, ids));
    const tickets = await this.inventory.findByIds(manager, ids);
    const [moment] = await manager.query<{ now: Date }[]>('SELECT clock_timestamp() AS now');
    if (!moment) throw new Error('The database did not say what time it is.');
    return {
      tickets: new Map(tickets.map((ticket) => [ticket.id, ticket])),
      bookings: new Map(
        bookings.flatMap((booking) =>
          booking.status === 'pending' ? [[booking.id, booking] as const] : [],
        ),
      ),
      users,
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
      const named = nameIn(command, locked);
      try {
        // Another payment of this batch takes the booking: this one looks again afterwards.
        if (named.bookings.some(({ id }) => takenInBatch.has(id))) throw new TryAgainError();
        const fails = command.paymentSimulation === 'fail';
        if (fails) this.refuse.unlessReleasable(named);
        else await this.refuse.unlessPayable(manager, named, locked.now);
        const bookings: BookingEntity[] = [];
        for (const booking of named.bookings) {
          takenInBatch.add(booking.id);
          bookings.push(await this.split.keepOnly(manager, booking, command.ticketIds));
        }
        (fails ? failed : payable).push({ index, bookings, tickets: named.tickets });
      } catch (error) {
        // Anything else has broken the transaction, and is not one payment's.
        if (!(error instanceof DomainError || error instanceof TryAgainError)) throw error;
        outcomes[index] = { error };
      }
    }
    return { outcomes, payable, failed };
  }

  /** @returns the tickets that became their buyers' */
  private async take(manager: EntityManager, payable: Decided[], at: Date): Promise<TicketRow[]> {
    const bookings = payable.flatMap((decided) => decided.bookings);
    for (const [eventId, ofEvent] of Map.groupBy(bookings, (booking) => booking.eventId)) {
      await this.payments.record(manager, ofEvent, 'captured');
      await manager.query(
        `UPDATE bookings SET status = 'confirmed', confirmed_at = $3, updated_at = $3
         WHERE event_id = $1 AND id = ANY($2)`,
        [eventId, ofEvent.map(({ id }) => id), at],
      );
      await this.inventory.book(manager, eventId, ofEvent, at);
    }
    await this.mails.announce(manager, bookings);
    return payable.flatMap(({ tickets }) => tickets);
  }

  private async fail(manager: EntityManager, failed: Decided[]): Promise<ReleasedTicket[]> {
    const bookings = failed.flatMap((decided) => decided.bookings);
    if (bookings.length === 0) return [];
    await this.payments.record(manager, bookings, 'failed');
    return this.endBookings.execute(manager, bookings, 'failed');
  }
}

/** The bookings that hold tickets at this moment. */
async function bookingsHolding(manager: EntityManager, ticketIds: string[]): Promise<string[]> {
  const rows = await manager.query<{ booking_id: string }[]>(
    `SELECT DISTINCT booking_id FROM tickets WHERE id = ANY($1) AND booking_id IS NOT NULL`,
    [ticketIds],
  );
  return rows.map(({ booking_id }) => booking_id);
}

function nameIn({ userId, ticketIds }: ConfirmCommand, locked: Locked): Named {
  const tickets = ticketIds.flatMap((id) => locked.tickets.get(id) ?? []);
  const bookingIds = new Set(tickets.flatMap(({ booking_id }) => booking_id ?? []));
  return {
    userId,
    userExists: locked.users.has(userId),
    ids: ticketIds,
    tickets,
    // In the order of their ids, as they were locked and as the answer names them.
    bookings: [...bookingIds]
      .sort((a, b) => (BigInt(a) < BigInt(b) ? -1 : 1))
      .flatMap((id) => locked.bookings.get(id) ?? []),
  };
}

function confirmation(bookings: BookingEntity[], tickets: TicketRow[], now: Date): ConfirmationDto {
  const confirmedTickets = tickets.map((ticket): TicketDto => {
    const row = { ...ticket, status: 'booked' as const, booked_at: now, updated_at: now };
    return toTicketDto(row);
  });
  const count = confirmedTickets.length;
  return {
    success: true,
    message: `Payment received. ${count === 1 ? '1 ticket is' : `${count} tickets are`} yours.`,
    confirmedTickets,
    bookingIds: bookings.map(({ id }) => id),
  };
}

function failure(): PaymentFailureDto {
  return { success: false, message: 'Payment failed. Tickets have been released.' };
}
