/** Most tickets of one counter sale: a coach party. More are sold in several. */
export const COUNTER_TICKETS_MAX = 100;

/** How a counter sale is paid. */
export const COUNTER_METHODS = ['cash', 'card', 'complimentary'] as const;
export type CounterMethod = (typeof COUNTER_METHODS)[number];

/** Longest reason for a complimentary ticket, in characters. */
export const COUNTER_REASON_MAX_LENGTH = 200;
