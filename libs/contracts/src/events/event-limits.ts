/** Longest texts of an event, in characters. */
export const EVENT_NAME_MAX_LENGTH = 200;
export const EVENT_DESCRIPTION_MAX_LENGTH = 20_000;
export const EVENT_ADDRESS_MAX_LENGTH = 500;

/** From here on down "12 left" helps to decide; above it, it only makes people nervous. */
export const FEW_LEFT = 20;

/** Most languages of one event: a congress has fewer. */
export const EVENT_LANGUAGES_MAX = 10;

/** What an event without words is held in, as BCP 47 has it: a concert, a dance, an exhibition. */
export const NO_WORDS = 'zxx';

/** Most tiers of one event: more than an arena has price categories. */
export const EVENT_TIERS_MAX = 20;

/** Most ticket types within one tier. */
export const TIER_TICKET_TYPES_MAX = 10;

/** Most ticket types of one event; with all of their fields, they fit into one request. */
export const EVENT_TICKET_TYPES_MAX = 100;

/** Most tickets of one booking, and of one buyer, where the organiser says nothing: a large family, or a table. */
export const TICKETS_PER_BUYER_DEFAULT = 10;

/** Most tickets of one event: the largest arenas there are. Inserting them takes a few seconds. */
export const EVENT_TICKETS_MAX = 200_000;

/**
 * Highest price, in the currency's smallest unit: nearly ten million of most currencies. A thousand million is a slip,
 * and all tickets of an event at this price are still an exact number.
 */
export const PRICE_MINOR_MAX = 999_999_999;

/** Shortest and longest time that tickets are held, in seconds: time to type a card's number; a day. */
export const HOLD_SECONDS_MIN = 60;
export const HOLD_SECONDS_MAX = 86_400;

/** Most allotments of one event: they are listed on one page. */
export const EVENT_ALLOTMENTS_MAX = 100;

/** Longest message to the buyers of an event, in characters: a page. */
export const ANNOUNCEMENT_MESSAGE_MAX_LENGTH = 2_000;

/** Longest subject of one, in characters: mail programs show fewer. */
export const ANNOUNCEMENT_SUBJECT_MAX_LENGTH = 100;

/**
 * Most messages to all buyers of an event within 24 hours: enough for a programme that changes twice on the day, too few
 * to fill mailboxes with advertisements.
 */
export const ANNOUNCED_MESSAGES_A_DAY = 3;

/** Most changes of when or where it takes place that its buyers are told within 24 hours: slips are put right, too. */
export const ANNOUNCED_CHANGES_A_DAY = 10;

/** Longest condition of a ticket type, in characters. */
export const CONDITION_MAX_LENGTH = 200;

/** Colours of tiers. Each page shows them in its own shades. */
export const TIER_COLORS = [
  'red',
  'orange',
  'yellow',
  'green',
  'teal',
  'blue',
  'indigo',
  'purple',
  'pink',
  'grey',
] as const;

/** Empty: the one of its position. */
export type TierColor = (typeof TIER_COLORS)[number] | '';
