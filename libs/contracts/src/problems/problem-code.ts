/**
 * What went wrong, for programs. Each code is stable: its text may be reworded, the code may not.
 *
 * The doc comment of a code says what its reader can do about it.
 */
export const ProblemCode = {
  /** The body is not JSON. */
  MalformedJson: 'MALFORMED_JSON',
  /** A field is missing or out of bounds; `errors` lists each. */
  ValidationFailed: 'VALIDATION_FAILED',
  /** The id in the address is not an id. */
  InvalidId: 'INVALID_ID',
  /** The body is larger than the server takes. */
  BodyTooLarge: 'BODY_TOO_LARGE',
  /** The address is longer than the server takes. */
  UriTooLong: 'URI_TOO_LONG',
  /** The headers are larger than the server takes. */
  HeadersTooLarge: 'HEADERS_TOO_LARGE',
  /** The request is not of a media type that the server reads. */
  UnsupportedMediaType: 'UNSUPPORTED_MEDIA_TYPE',
  /** Any other request that HTTP itself forbids. */
  BadRequest: 'BAD_REQUEST',
  /** No such address. */
  RouteNotFound: 'ROUTE_NOT_FOUND',
  /** The address is there, but not for this method; the `Allow` header lists those that it takes. */
  MethodNotAllowed: 'METHOD_NOT_ALLOWED',
  /** The file has nothing in the range that was asked for; `Content-Range` says how long it is. */
  RangeNotSatisfiable: 'RANGE_NOT_SATISFIABLE',
  /** The file is not the one that `If-Match` or `If-Unmodified-Since` names. */
  PreconditionFailed: 'PRECONDITION_FAILED',
  /** Nobody has proved who is asking. */
  Unauthenticated: 'UNAUTHENTICATED',
  /** Known, but not allowed. */
  Forbidden: 'FORBIDDEN',
  /** The address and the password do not go together, or there is no such account. */
  InvalidCredentials: 'INVALID_CREDENTIALS',
  /** The account's own password, asked for again, is wrong. */
  WrongPassword: 'WRONG_PASSWORD',
  /** The code of the second factor is wrong, or was used before. */
  WrongCode: 'WRONG_CODE',
  /** The token of a link, or of a sign-in under way, is unknown, used or too old. */
  TokenInvalid: 'TOKEN_INVALID',
  /** An admin has disabled the account. */
  AccountDisabled: 'ACCOUNT_DISABLED',
  /** The account asks for a second factor already. */
  TwoFactorEnabled: 'TWO_FACTOR_ENABLED',
  /** The account has no second factor, or its set-up has not begun. */
  TwoFactorNotEnabled: 'TWO_FACTOR_NOT_ENABLED',
  /** Admins may not do this to themselves: the last one would be locked out. */
  OwnAccount: 'OWN_ACCOUNT',
  /** A guest has no role to change: an account has to be made first. */
  NotAnAccount: 'NOT_AN_ACCOUNT',
  SessionNotFound: 'SESSION_NOT_FOUND',
  UserNotFound: 'USER_NOT_FOUND',
  /** There is no such organisation, or it isn't yours. */
  OrganiserNotFound: 'ORGANISER_NOT_FOUND',
  MemberNotFound: 'MEMBER_NOT_FOUND',
  /** There is no such invitation, or it has been answered or withdrawn. */
  InvitationNotFound: 'INVITATION_NOT_FOUND',
  /** The invitation was sent to another address than that of the account, or that address is not proven. */
  InvitationForAnotherAddress: 'INVITATION_FOR_ANOTHER_ADDRESS',
  /** They work for the organisation already. */
  AlreadyMember: 'ALREADY_MEMBER',
  /** An organisation can't lose its last owner: make somebody else an owner first. */
  LastOwner: 'LAST_OWNER',
  /** The organisation can't have more members and open invitations; `limit` says how many. */
  MemberLimitExceeded: 'MEMBER_LIMIT_EXCEEDED',
  EventNotFound: 'EVENT_NOT_FOUND',
  TierNotFound: 'TIER_NOT_FOUND',
  TicketTypeNotFound: 'TICKET_TYPE_NOT_FOUND',
  TicketNotFound: 'TICKET_NOT_FOUND',
  BookingNotFound: 'BOOKING_NOT_FOUND',
  /** Every ticket of the tier has been sold: none was free or held at the moment of asking. */
  SoldOut: 'SOLD_OUT',
  /** Others hold what is missing. It may come back when their holds end (`heldUntil`). */
  HeldByOthers: 'HELD_BY_OTHERS',
  /** Some are free, but fewer than asked for. */
  NotEnoughTickets: 'NOT_ENOUGH_TICKETS',
  /** One booking of this event may not have so many tickets; `limit` says how many. */
  BookingLimitExceeded: 'BOOKING_LIMIT_EXCEEDED',
  /** A ticket type is sold in larger numbers only; `limit` says from how many on. */
  TooFewTickets: 'TOO_FEW_TICKETS',
  /** One user may not hold and own so many tickets of this event; `limit` says how many. */
  UserLimitExceeded: 'USER_LIMIT_EXCEEDED',
  /** Too many tickets of this event are held unpaid already, or were; `Retry-After` says when to return. */
  UnpaidLimitExceeded: 'UNPAID_LIMIT_EXCEEDED',
  /** A guest may not hold so many (`limit`): an account proves an address. */
  AddressProofRequired: 'ADDRESS_PROOF_REQUIRED',
  /** The hold has been extended as often as it may be, or its buyer let tickets go unpaid lately. */
  HoldNotExtendable: 'HOLD_NOT_EXTENDABLE',
  /** The Idempotency-Key was sent with another request before. */
  IdempotencyKeyReused: 'IDEMPOTENCY_KEY_REUSED',
  /** The tickets are held or owned by somebody else. */
  TicketsOfAnotherUser: 'TICKETS_OF_ANOTHER_USER',
  /** Nobody holds the tickets: reserve them first. */
  TicketsNotHeld: 'TICKETS_NOT_HELD',
  /** The hold ended before it was paid for; nothing was charged. */
  HoldExpired: 'HOLD_EXPIRED',
  /** The tickets have been paid for already. */
  AlreadyConfirmed: 'ALREADY_CONFIRMED',
  /** Nobody takes payments here yet, and the tickets cost something; nothing was charged. */
  PaymentsNotConfigured: 'PAYMENTS_NOT_CONFIGURED',
  /** The booking has ended (cancelled, expired, failed) and cannot change any more. */
  BookingEnded: 'BOOKING_ENDED',
  /** The sale has not begun, or is over. */
  NotOnSale: 'NOT_ON_SALE',
  /** More is being asked of the server at once than it takes; `Retry-After` says when to return. */
  Busy: 'BUSY',
  /** The same caller has asked too often; `Retry-After` says when to return. */
  TooManyRequests: 'TOO_MANY_REQUESTS',
  /** The database does not answer. */
  DatabaseUnavailable: 'DATABASE_UNAVAILABLE',
  /** A defect of the server. The log has it under the request's id. */
  Internal: 'INTERNAL',
} as const;

export type ProblemCode = (typeof ProblemCode)[keyof typeof ProblemCode];
