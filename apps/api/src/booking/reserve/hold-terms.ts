import type { HoldTerms, Offer } from '../../events/event-offers.js';

/**
 * How long a buyer's tickets are held. Whoever has had tickets of the event unpaid for longer than one of its holds
 * lasts has let some go, or holds them again and again: this hold is a short one, which cannot be extended.
 *
 * @param unpaidForSeconds as `UnpaidTickets` counted it
 */
export function holdOf(unpaidForSeconds: number, { hold, shortHold }: Offer): HoldTerms {
  return unpaidForSeconds >= hold.seconds ? shortHold : hold;
}
