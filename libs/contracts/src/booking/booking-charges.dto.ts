/** A fee that was charged. */
export class ChargedFeeDto {
  /**
   * Name.
   * @example "Service fee"
   */
  name: string;

  /**
   * What all tickets or the booking were charged, in the currency's smallest unit, without a tax that comes on top.
   * @example 300
   */
  amountMinor: number;
}

/** A fee that was charged once, for the booking. */
export class BookingFeeDto {
  /**
   * Name.
   * @example "Booking fee"
   */
  name: string;

  /**
   * The amount in the currency's smallest unit, without a tax that comes on top.
   * @example 150
   */
  amountMinor: number;

  /**
   * The same with its tax: what the buyer pays.
   * @example 150
   */
  fullAmountMinor: number;
}

/** The tax in a total. */
export class ChargedTaxDto {
  /**
   * Name.
   * @example "VAT"
   */
  name: string;

  /**
   * Its rate in hundredths of a percent.
   * @example 1900
   */
  basisPoints: number;

  /**
   * Whether it was within prices and fees; otherwise it came on top of them.
   * @example true
   */
  included: boolean;

  /**
   * How much of the total it is, in the currency's smallest unit.
   * @example 1128
   */
  amountMinor: number;
}

/**
 * What makes the total: the tickets at their full prices and `bookingFees` at their full amounts. Discounts, the fees of
 * tickets and tax are within the full prices.
 */
export class BookingChargesDto {
  /**
   * What discounts took off, in the currency's smallest unit.
   * @example 0
   */
  discountMinor: number;

  /** The fees that are charged for each ticket. */
  ticketFees: ChargedFeeDto[];

  /** The fees that are charged once. */
  bookingFees: BookingFeeDto[];

  /** The tax in the total; null: none is shown. */
  tax: ChargedTaxDto | null;
}
