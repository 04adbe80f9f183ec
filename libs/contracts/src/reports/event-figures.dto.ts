import type { TierColor } from '../events/event-limits.js';
import type { EventState } from '../events/event-state.js';

/** How many tickets there are, and what became of them. */
export class StockFiguresDto {
  /**
   * How many tickets there are: those available, held, sold and set aside together.
   * @example 320
   */
  capacity: number;

  /**
   * How many are on general sale.
   * @example 250
   */
  available: number;

  /**
   * How many are held and not paid for.
   * @example 10
   */
  held: number;

  /**
   * How many are sold.
   * @example 50
   */
  sold: number;

  /**
   * How many are free, and set aside in allotments.
   * @example 10
   */
  setAside: number;
}

/** What takings are made of, in the smallest unit of the currency. */
export class TakingsFiguresDto {
  /**
   * What buyers paid, with fees and tax.
   * @example 148000
   */
  paidMinor: number;

  /**
   * Discounts that were given: not in what was paid.
   * @example 7000
   */
  discountsMinor: number;

  /**
   * Fees in what was paid, of tickets and of bookings; without a tax that comes on top.
   * @example 5000
   */
  feesMinor: number;

  /**
   * What was paid for fees of bookings, which are of no tier, with their tax.
   * @example 1500
   */
  bookingFeesMinor: number;

  /**
   * The tax in what was paid.
   * @example 9682
   */
  taxMinor: number;
}

/** A payment whose buyer’s bank hasn’t decided yet. */
export class OpenDisputeDto {
  /**
   * The booking that was paid for.
   * @example "7300000000000000004"
   */
  bookingId: string;

  /**
   * What the bank has taken back for the time being, in the smallest unit of the currency.
   * @example 5600
   */
  amountMinor: number;
}

/** Money that buyers’ banks want back. */
export class DisputesFiguresDto {
  /**
   * What is taken back until the banks decide: still in the takings.
   * @example 5600
   */
  openMinor: number;

  /**
   * What is lost for good: no longer in the takings.
   * @example 0
   */
  lostMinor: number;

  /**
   * How many are open.
   * @example 1
   */
  openCount: number;

  /** Those that are open, the oldest first; 20 at the most. */
  open: OpenDisputeDto[];
}

/** What was sold of a ticket type. */
export class TicketTypeFiguresDto {
  /**
   * 64-bit id, as a decimal string; null: sold at the tier's own price.
   * @example "7300000000000000003"
   */
  id: string | null;

  /**
   * Its name; null where there is no ticket type, or where it has been removed.
   * @example "Student"
   */
  name: string | null;

  /**
   * How many are sold.
   * @example 20
   */
  sold: number;

  /**
   * What was paid for them, in the smallest unit of the currency. Null for whoever may not see takings.
   * @example 28000
   */
  takingsMinor: number | null;
}

/** A tier's stock, and what was sold of it. */
export class TierFiguresDto extends StockFiguresDto {
  /**
   * 64-bit id, as a decimal string.
   * @example "7300000000000000002"
   */
  id: string;

  /**
   * Name.
   * @example "Nave"
   */
  name: string;

  /**
   * Its colour; empty: that of its position.
   * @example "blue"
   */
  color: TierColor;

  /**
   * What was paid for its tickets, in the smallest unit of the currency. Null for whoever may not see takings.
   * @example 148000
   */
  takingsMinor: number | null;

  /** Its sales by ticket type, in the order in which types are shown. */
  ticketTypes: TicketTypeFiguresDto[];
}

/** What was sold on one day. */
export class DayFiguresDto {
  /**
   * The day at the venue.
   * @example "2026-12-01"
   */
  day: string;

  /**
   * How many tickets were sold.
   * @example 42
   */
  sold: number;

  /**
   * What was paid for them, in the smallest unit of the currency. Null for whoever may not see takings.
   * @example 96000
   */
  takingsMinor: number | null;
}

/** How an event's sale stands. All figures are of one moment. */
export class EventFiguresDto {
  /**
   * The event's id.
   * @example "7300000000000000001"
   */
  eventId: string;

  /**
   * Its name.
   * @example "Mass in B minor"
   */
  name: string;

  /**
   * Draft, published, paused, cancelled or ended.
   * @example "published"
   */
  state: EventState;

  /**
   * The IANA time zone that days are of.
   * @example "Europe/Berlin"
   */
  timeZone: string;

  /**
   * ISO 4217 currency of all amounts.
   * @example "EUR"
   */
  currency: string;

  /**
   * The moment that the figures are of.
   * @example "2026-12-01T10:15:00.000Z"
   */
  asOf: string;

  /** The stock of the whole event. */
  stock: StockFiguresDto;

  /**
   * What was paid for tickets, in the smallest unit of the currency. Null for whoever may not see takings.
   * @example 148000
   */
  takingsMinor: number | null;

  /** What takings are made of. Null for whoever may not see takings. */
  takings: TakingsFiguresDto | null;

  /** Disputed payments. Null for whoever may not see takings. */
  disputes: DisputesFiguresDto | null;

  /** Each tier, in the order in which they are shown. */
  tiers: TierFiguresDto[];

  /** The days on which something was sold, the first one first. */
  days: DayFiguresDto[];
}
