import {
  ProblemCode,
  type BookingStatus,
  type CounterSaleDto,
  type ReservationDto,
  type SellAtCounterDto,
} from '@boxoffice/contracts';
import type { Language } from '@boxoffice/contracts/formats';
import { formatMoney } from '@boxoffice/contracts/money';
import { WALK_IN_NAME } from '@boxoffice/contracts/person-name';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { CancelBooking } from '../../booking/cancel/cancel-booking.js';
import { ConfirmBookings, type ConfirmRequest } from '../../booking/confirm/confirm-bookings.js';
import { ReserveTickets } from '../../booking/reserve/reserve-tickets.js';
import { OrganiserAccess } from '../../organisers/organiser-access.js';
import type { Caller } from '../../platform/access/access.js';
import type { Actor } from '../../platform/audit/actor.js';
import { Transactions } from '../../platform/database/in-transaction.js';
import type { IdempotencyContext } from '../../platform/idempotency/idempotency-context.js';
import { IdempotencyKeys } from '../../platform/idempotency/idempotency-keys.js';
import { DomainError } from '../../platform/problems/domain-error.js';
import { UserAccounts } from '../../users/user-accounts.js';
import { CounterAllotments } from './counter-allotments.js';
import { ReadCounterSale } from './read-counter-sale.js';

/** Which event of which organisation is sold for, and by whom. */
export interface CounterRequest {
  organiserId: string;
  eventId: string;
  caller: Caller;
  actor: Actor;
  keyed?: IdempotencyContext;
}

/** A booking that a counter has reserved, and may have paid for. */
interface Reserved {
  id: string;
  userId: string;
  status: BookingStatus;
  ticketIds: string[];
  totalMinor: string;
  currency: string;
}

/**
 * Sells tickets at a counter: holds them and pays for them, by the same use cases as everybody else and so beside the
 * online sale, whatever races. A buyer at the counter is a guest of their own, with the name and the address that they
 * said, if any.
 *
 * One key is one reservation is one sale. Repeated, the request finds what the key reserved, and goes on from there: a
 * sale that is made is told again, and one whose process died before it was paid is paid for now.
 */
@Injectable()
export class SellAtCounter {
  constructor(
    private readonly dataSource: DataSource,
    private readonly transactions: Transactions,
    private readonly access: OrganiserAccess,
    private readonly accounts: UserAccounts,
    private readonly keys: IdempotencyKeys,
    private readonly reserve: ReserveTickets,
    private readonly confirm: ConfirmBookings,
    private readonly cancel: CancelBooking,
    private readonly allotments: CounterAllotments,
    private readonly sales: ReadCounterSale,
  ) {}

  /**
   * @throws DomainError ORGANISER_NOT_FOUND, EVENT_NOT_FOUND or FORBIDDEN below the box office; VALIDATION_FAILED where
   * less cash was received than the tickets cost; and those of a reservation and of a payment
   */
  async execute(request: CounterRequest, body: SellAtCounterDto): Promise<CounterSaleDto> {
    const { manager } = this.dataSource;
    await this.access.require(manager, request.caller, request, 'box_office');
    const known = await this.reservedBefore(request.keyed);
    const bookingId = known ?? (await this.reserveFor(request, body));
    await this.pay(request, body, bookingId);
    return this.sales.find(manager, request.eventId, bookingId);
  }

  /** What the request has reserved already, under its key. */
  private async reservedBefore(keyed?: IdempotencyContext): Promise<string | undefined> {
    if (!keyed) return undefined;
    const answers = await this.transactions.run((manager) => this.keys.answersOf(manager, [keyed]));
    const before = answers.get(keyed);
    if (!before) return undefined;
    if ('error' in before) throw before.error;
    return (before.answer as ReservationDto).bookingId;
  }

  /** @returns the booking */
  private async reserveFor(request: CounterRequest, body: SellAtCounterDto): Promise<string> {
    const { eventId, actor, keyed } = request;
    const { lines } = body;
    const allotments = await this.allotments.of(eventId, lines);
    const counter = { isFree: body.method === 'complimentary', allotments };
    const guestId = await this.addBuyer(request, body);
    try {
      const reserved = await this.reserve.execute(
        guestId,
        eventId,
        { tickets: lines },
        actor,
        keyed,
        counter,
      );
      return reserved.bookingId;
    } catch (error) {
      // The same request, sent twice at once: the other one has reserved, and perhaps sold.
      const other = await this.reservedBefore(keyed).catch(() => undefined);
      if (other === undefined) throw error;
      return other;
    } finally {
      // Stays where something was booked for them.
      await this.transactions.run((manager) => this.accounts.removeGuest(manager, guestId));
    }
  }

  private addBuyer(
    { organiserId }: CounterRequest,
    { buyerName = WALK_IN_NAME, buyerEmail }: SellAtCounterDto,
  ): Promise<string> {
    return this.transactions.run(async (manager) => {
      const language = await languageOf(manager, organiserId);
      return this.accounts.addGuest(manager, buyerName, buyerEmail ?? null, language);
    });
  }

  private async pay(
    { eventId, actor }: CounterRequest,
    body: SellAtCounterDto,
    bookingId: string,
  ): Promise<void> {
    const booking = await this.find(eventId, bookingId);
    if (booking?.status === 'confirmed') return;
    if (booking?.status !== 'pending') throw ended();
    try {
      requireEnough(body, booking);
      await this.confirm.execute(this.paymentOf(eventId, booking, body, actor));
    } catch (error) {
      const now = await this.find(eventId, bookingId);
      if (now?.status === 'confirmed') return;
      // One that may be tried again finds its tickets held; of any other, they go back on sale at once.
      if (error instanceof DomainError && !error.isTransient && now?.status === 'pending') {
        await this.cancel.execute(bookingId, null, actor);
      }
      throw error;
    }
  }

  private paymentOf(
    eventId: string,
    { id: bookingId, userId, ticketIds }: Reserved,
    { method, reason = '', receivedMinor }: SellAtCounterDto,
    actor: Actor,
  ): ConfirmRequest {
    const received = method === 'cash' ? receivedMinor : undefined;
    return {
      userId,
      actor,
      ticketIds,
      bookingId,
      inPerson: {
        provider: method === 'complimentary' ? 'complimentary' : 'counter',
        method,
        record: (manager) =>
          manager.query(
            `INSERT INTO counter_sales
               (event_id, booking_id, sold_by, method, reason, received_minor)
             VALUES ($1, $2, $3, $4, $5, $6)`,
            [
              eventId,
              bookingId,
              actor.actorId,
              method,
              method === 'complimentary' ? reason : '',
              received ?? null,
            ],
          ),
      },
    };
  }

  private async find(eventId: string, bookingId: string): Promise<Reserved | undefined> {
    const [booking] = await this.dataSource.query<Reserved[]>(
      `SELECT id, user_id AS "userId", status, ticket_ids::text[] AS "ticketIds",
         total_minor AS "totalMinor", currency
       FROM bookings WHERE id = $1 AND event_id = $2`,
      [bookingId, eventId],
    );
    return booking;
  }
}

function requireEnough(
  { method, receivedMinor }: SellAtCounterDto,
  { totalMinor, currency }: Reserved,
): void {
  if (method !== 'cash' || receivedMinor === undefined) return;
  if (receivedMinor >= Number(totalMinor)) return;
  const total = formatMoney(Number(totalMinor), currency, 'en');
  const message = `receivedMinor must be at least the total, which is ${total}`;
  throw new DomainError(
    ProblemCode.ValidationFailed,
    `The request cannot be carried out, and nothing was changed: ${message}.`,
    { errors: [{ field: 'receivedMinor', messages: [message] }] },
  );
}

/** Mails are in the organisation's language, where a buyer says no other. */
async function languageOf(manager: EntityManager, organiserId: string): Promise<Language> {
  const [row] = await manager.query<{ language: Language }[]>(
    'SELECT language FROM organisers WHERE id = $1',
    [organiserId],
  );
  return row?.language ?? 'en';
}

function ended(): DomainError {
  return new DomainError(
    ProblemCode.BookingEnded,
    'This sale was not paid for in time, and its tickets went back on sale. Sell them again with a new Idempotency-Key.',
  );
}
