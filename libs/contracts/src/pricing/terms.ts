/** Most fees of one event: each is a line of every receipt. */
export const EVENT_FEES_MAX = 5;

/** Ten thousand basis points are the whole: no fee, tax or discount is more than that. */
export const BASIS_POINTS_MAX = 10_000;

/** What a fee is charged for. */
export const FEE_SCOPES = ['ticket', 'booking'] as const;
export type FeeScope = (typeof FEE_SCOPES)[number];

/** What the buyer pays on top of a price: an amount, or a percentage of it. One of the two is null. */
export interface Fee {
  name: string;
  /** In the currency's smallest unit. */
  amountMinor: number | null;
  /** Of the price of the ticket, or of all tickets of the booking, after discounts. */
  basisPoints: number | null;
  /** For each ticket, or once for the booking. */
  per: FeeScope;
  /** Also for a ticket that costs nothing, or for a booking of such tickets alone. */
  onFreeTickets: boolean;
}

/** The tax on tickets and fees. */
export interface Tax {
  /** As it stands on a receipt: VAT. */
  name: string;
  basisPoints: number;
  /** Whether prices and fees are said with the tax in them; otherwise it comes on top. */
  included: boolean;
}

/** What lowers the prices of an order: an amount off each ticket, or a percentage. One of the two is null. */
export interface Discount {
  amountMinor: number | null;
  basisPoints: number | null;
  /** Only on tickets of this tier; null: of any. */
  tierId: string | null;
  /** Only on tickets of this type; null: of any. */
  ticketTypeId: string | null;
}

/** What an event says about the prices of its tickets. */
export interface PricingTerms {
  fees: readonly Fee[];
  /** Null: no tax is shown. */
  tax: Tax | null;
}
