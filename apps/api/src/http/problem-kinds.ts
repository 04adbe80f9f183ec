import { ProblemCode } from '@boxoffice/contracts';

/** How a problem is shown over HTTP. */
interface ProblemKind {
  status: number;
  title: string;
}

/** Every code, its status, and its kind in words. */
export const PROBLEM_KINDS: Record<ProblemCode, ProblemKind> = {
  [ProblemCode.MalformedJson]: { status: 400, title: 'Malformed JSON' },
  [ProblemCode.BadRequest]: { status: 400, title: 'Bad request' },
  [ProblemCode.InvalidId]: { status: 400, title: 'Invalid id' },
  [ProblemCode.Unauthenticated]: { status: 401, title: 'Not signed in' },
  [ProblemCode.InvalidCredentials]: { status: 401, title: 'Wrong address or password' },
  [ProblemCode.AccountDisabled]: { status: 403, title: 'Account disabled' },
  [ProblemCode.Forbidden]: { status: 403, title: 'Not allowed' },
  [ProblemCode.TicketsOfAnotherUser]: { status: 403, title: 'Tickets of another user' },
  [ProblemCode.RouteNotFound]: { status: 404, title: 'No such address' },
  [ProblemCode.UserNotFound]: { status: 404, title: 'User not found' },
  [ProblemCode.SessionNotFound]: { status: 404, title: 'Session not found' },
  [ProblemCode.EventNotFound]: { status: 404, title: 'Event not found' },
  [ProblemCode.TierNotFound]: { status: 404, title: 'Tier not found' },
  [ProblemCode.TicketNotFound]: { status: 404, title: 'Ticket not found' },
  [ProblemCode.BookingNotFound]: { status: 404, title: 'Booking not found' },
  [ProblemCode.MethodNotAllowed]: { status: 405, title: 'Method not allowed' },
  [ProblemCode.SoldOut]: { status: 409, title: 'Sold out' },
  [ProblemCode.HeldByOthers]: { status: 409, title: 'Held by others' },
  [ProblemCode.NotEnoughTickets]: { status: 409, title: 'Not enough tickets' },
  [ProblemCode.TicketsNotHeld]: { status: 409, title: 'Tickets not held' },
  [ProblemCode.HoldExpired]: { status: 409, title: 'Hold ended' },
  [ProblemCode.AlreadyConfirmed]: { status: 409, title: 'Already paid for' },
  [ProblemCode.BookingEnded]: { status: 409, title: 'Booking ended' },
  [ProblemCode.PaymentsNotConfigured]: { status: 409, title: 'Payments not configured' },
  [ProblemCode.BookingLimitExceeded]: { status: 409, title: 'Too many tickets for one booking' },
  [ProblemCode.UserLimitExceeded]: { status: 409, title: 'Too many tickets for one user' },
  [ProblemCode.HoldNotExtendable]: { status: 409, title: 'Hold not extendable' },
  [ProblemCode.NotOnSale]: { status: 409, title: 'Not on sale' },
  [ProblemCode.TwoFactorEnabled]: { status: 409, title: 'Second factor in use already' },
  [ProblemCode.TwoFactorNotEnabled]: { status: 409, title: 'No second factor' },
  [ProblemCode.OwnAccount]: { status: 409, title: 'Not to oneself' },
  [ProblemCode.NotAnAccount]: { status: 409, title: 'Not an account' },
  [ProblemCode.TokenInvalid]: { status: 410, title: 'Link or sign-in not valid' },
  [ProblemCode.BodyTooLarge]: { status: 413, title: 'Body too large' },
  [ProblemCode.PreconditionFailed]: { status: 412, title: 'Precondition failed' },
  [ProblemCode.RangeNotSatisfiable]: { status: 416, title: 'Range not satisfiable' },
  [ProblemCode.UriTooLong]: { status: 414, title: 'Address too long' },
  [ProblemCode.HeadersTooLarge]: { status: 431, title: 'Headers too large' },
  [ProblemCode.UnsupportedMediaType]: { status: 415, title: 'Unsupported media type' },
  [ProblemCode.IdempotencyKeyReused]: { status: 422, title: 'Idempotency-Key used before' },
  [ProblemCode.ValidationFailed]: { status: 422, title: 'Validation failed' },
  [ProblemCode.WrongPassword]: { status: 422, title: 'Wrong password' },
  [ProblemCode.WrongCode]: { status: 422, title: 'Wrong code' },
  [ProblemCode.TooManyRequests]: { status: 429, title: 'Too many requests' },
  [ProblemCode.Internal]: { status: 500, title: 'Internal error' },
  [ProblemCode.Busy]: { status: 503, title: 'Busy' },
  [ProblemCode.DatabaseUnavailable]: { status: 503, title: 'Database unavailable' },
};
