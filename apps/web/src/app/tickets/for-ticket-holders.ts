import type { CanMatchFn } from '@angular/router';
import { forBuyers } from '../session/guards';
import { keptTickets } from './kept-tickets';

/**
 * Lets in whoever buys, and at once whoever has these tickets on this device: without a network nobody can say who
 * they are. A server that answers ends the session of those who are nobody any more, and their tickets go with it.
 * The sign-in does not open without a network; the page itself says that there is none.
 */
export const forTicketHolders: CanMatchFn = (route, segments, state) => {
  const bookingId = segments[1]?.path ?? '';
  const isLetIn = keptTickets(bookingId) !== undefined || !navigator.onLine;
  return isLetIn || forBuyers(route, segments, state);
};
