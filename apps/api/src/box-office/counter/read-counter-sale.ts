import { ProblemCode, type CounterMethod, type CounterSaleDto } from '@boxoffice/contracts';
import { ERASED_USER_NAME, WALK_IN_NAME } from '@boxoffice/contracts/person-name';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { FindBookings } from '../../booking/find/find-bookings.js';
import { DomainError } from '../../platform/problems/domain-error.js';
import { ticketsOf } from '../bookings/tickets-of.js';

interface Row {
  venue: string;
  startsAt: Date;
  timeZone: string;
  organiserName: string;
  imprint: string;
  method: CounterMethod;
  reason: string;
  received: string | null;
  buyerName: string;
  buyerEmail: string | null;
  soldBy: string | null;
  soldAt: Date;
}

const SALE_SQL = `
  SELECT event.venue, event.starts_at AS "startsAt", event.time_zone AS "timeZone",
    organiser.name AS "organiserName", organiser.imprint, sale.method, sale.reason,
    sale.received_minor AS received, buyer.name AS "buyerName", buyer.email AS "buyerEmail",
    seller.name AS "soldBy", sale.sold_at AS "soldAt"
  FROM counter_sales AS sale
  JOIN events AS event ON event.id = sale.event_id
  JOIN organisers AS organiser ON organiser.id = event.organiser_id
  JOIN bookings AS booking ON booking.id = sale.booking_id AND booking.event_id = sale.event_id
  JOIN users AS buyer ON buyer.id = booking.user_id
  LEFT JOIN users AS seller ON seller.id = sale.sold_by
  WHERE sale.event_id = $1 AND sale.booking_id = $2`;

/** Reads what the receipt of a counter sale says, however often it is printed. */
@Injectable()
export class ReadCounterSale {
  constructor(private readonly bookings: FindBookings) {}

  /** @throws DomainError BOOKING_NOT_FOUND where the counter of that event has sold no such booking */
  async find(manager: EntityManager, eventId: string, bookingId: string): Promise<CounterSaleDto> {
    const [sale] = await manager.query<Row[]>(SALE_SQL, [eventId, bookingId]);
    const [booking] = await this.bookings.byIds(manager, sale ? [bookingId] : []);
    if (!sale || !booking) {
      throw new DomainError(
        ProblemCode.BookingNotFound,
        `There is no counter sale ${bookingId} of this event.`,
      );
    }
    const { venue, timeZone, organiserName, imprint, method, reason, buyerEmail } = sale;
    const receivedMinor = sale.received === null ? null : Number(sale.received);
    return {
      bookingId,
      eventId,
      eventName: booking.eventName,
      venue,
      startsAt: sale.startsAt.toISOString(),
      timeZone,
      organiserName,
      imprint,
      method,
      reason,
      lines: booking.lines,
      charges: booking.charges,
      // What was paid in person is disputed with no bank.
      tickets: ticketsOf(booking, false),
      totalMinor: booking.totalMinor,
      currency: booking.currency,
      receivedMinor,
      changeMinor: receivedMinor === null ? null : receivedMinor - booking.totalMinor,
      buyerName: saidName(sale.buyerName),
      buyerEmail,
      soldBy: knownName(sale.soldBy),
      soldAt: sale.soldAt.toISOString(),
    };
  }
}

/** A buyer's name; null where they said none. */
export function saidName(name: string): string | null {
  return name === WALK_IN_NAME ? null : name;
}

/** A member's name; null where they have been erased, or nobody knows. */
export function knownName(name: string | null): string | null {
  return name === ERASED_USER_NAME ? null : name;
}
