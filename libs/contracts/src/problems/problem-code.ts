/**
 * Machine-readable, stable codes: a text may be reworded, a code may not change.
 *
 * The doc comment of a code says what its reader can do about it.
 */
export const ProblemCode = {
  /** The body is not JSON. */
  MalformedJson: 'MALFORMED_JSON',
  /** A field is missing or out of bounds; `errors` lists each. */
  ValidationFailed: 'VALIDATION_FAILED',
  /** The path contains an invalid id. */
  InvalidId: 'INVALID_ID',
  /** The body is too large. */
  BodyTooLarge: 'BODY_TOO_LARGE',
  /** The URI is too long. */
  UriTooLong: 'URI_TOO_LONG',
  /** The headers are too large. */
  HeadersTooLarge: 'HEADERS_TOO_LARGE',
  /** The media type of the body isn't supported. */
  UnsupportedMediaType: 'UNSUPPORTED_MEDIA_TYPE',
  /** Any other malformed HTTP request. */
  BadRequest: 'BAD_REQUEST',
  /** There is no such path. */
  RouteNotFound: 'ROUTE_NOT_FOUND',
  /** The path exists, but not for this method; `Allow` lists the methods it has. */
  MethodNotAllowed: 'METHOD_NOT_ALLOWED',
  /** The file has no bytes in the requested range; `Content-Range` says how long it is. */
  RangeNotSatisfiable: 'RANGE_NOT_SATISFIABLE',
  /** The file doesn't match `If-Match` or `If-Unmodified-Since`. */
  PreconditionFailed: 'PRECONDITION_FAILED',
  /** Not signed in, or the token is invalid. */
  Unauthenticated: 'UNAUTHENTICATED',
  /** Signed in, but not allowed. */
  Forbidden: 'FORBIDDEN',
  /** Wrong email or password. */
  InvalidCredentials: 'INVALID_CREDENTIALS',
  /** The account's current password is wrong. */
  WrongPassword: 'WRONG_PASSWORD',
  /** The second-factor code is wrong or already used. */
  WrongCode: 'WRONG_CODE',
  /** The token of a link or a sign-in is unknown, used or expired. */
  TokenInvalid: 'TOKEN_INVALID',
  /** An admin has disabled the account. */
  AccountDisabled: 'ACCOUNT_DISABLED',
  /** The account already has a second factor. */
  TwoFactorEnabled: 'TWO_FACTOR_ENABLED',
  /** The account has no second factor, or its set-up hasn't begun. */
  TwoFactorNotEnabled: 'TWO_FACTOR_NOT_ENABLED',
  /** Admins can't do this to themselves: the last one would be locked out. */
  OwnAccount: 'OWN_ACCOUNT',
  /** A guest has no role: they need an account first. */
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
  WebhookNotFound: 'WEBHOOK_NOT_FOUND',
  /** The endpoint has no such delivery, or it is no longer kept. */
  WebhookDeliveryNotFound: 'WEBHOOK_DELIVERY_NOT_FOUND',
  /** The organisation has as many endpoints as it may have; `limit` says how many. */
  WebhookLimitExceeded: 'WEBHOOK_LIMIT_EXCEEDED',
  /** The endpoint is disabled: enable it first. */
  WebhookDisabled: 'WEBHOOK_DISABLED',
  /** The delivery is on its way already. */
  WebhookDeliveryPending: 'WEBHOOK_DELIVERY_PENDING',
  /** The organisation has no such device, or took it back. */
  DoorDeviceNotFound: 'DOOR_DEVICE_NOT_FOUND',
  /** The organisation has lent as many devices as it may; `limit` says how many. */
  DoorDeviceLimitExceeded: 'DOOR_DEVICE_LIMIT_EXCEEDED',
  EventNotFound: 'EVENT_NOT_FOUND',
  /** The event is in a state (draft, paused, cancelled, …) from which this can't be done. */
  EventStateConflict: 'EVENT_STATE_CONFLICT',
  /** The event can't be published yet; `errors` lists what its checklist still asks for. */
  EventNotReady: 'EVENT_NOT_READY',
  /** Bookings depend on what was to be changed or removed. */
  BookingsDependOnIt: 'BOOKINGS_DEPEND_ON_IT',
  /** The tier would have fewer tickets than are `held` and `sold`. */
  CapacityBelowSold: 'CAPACITY_BELOW_SOLD',
  /** The organisation has as many events as it may have, or would have more; `limit` says how many. */
  OrganiserEventLimitExceeded: 'ORGANISER_EVENT_LIMIT_EXCEEDED',
  /** The account owns as many organisations as it may; `limit` says how many. */
  OrganiserLimitExceeded: 'ORGANISER_LIMIT_EXCEEDED',
  /** The event would have too many of them; `limit` says how many it may have. */
  EventLimitExceeded: 'EVENT_LIMIT_EXCEEDED',
  /** Something of the same kind in the same place has that name already. */
  NameTaken: 'NAME_TAKEN',
  /** Its buyers were written to as often as they may be within 24 hours (`limit`). Nothing was changed. */
  AnnouncementLimitExceeded: 'ANNOUNCEMENT_LIMIT_EXCEEDED',
  SeriesNotFound: 'SERIES_NOT_FOUND',
  /** Some dates of the series can’t be changed like that; `dates` says which, and why. Nothing was changed. */
  SeriesDatesRefused: 'SERIES_DATES_REFUSED',
  /** The tier isn't sold out: reserve its tickets. */
  TicketsAvailable: 'TICKETS_AVAILABLE',
  /** The buyer is in the event's waitlist already: one entry may name several tiers. */
  AlreadyWaiting: 'ALREADY_WAITING',
  WaitlistEntryNotFound: 'WAITLIST_ENTRY_NOT_FOUND',
  /** The entry waits no more: it was offered tickets, left, or ended. */
  NotWaiting: 'NOT_WAITING',
  /** There is no such allotment of the event. */
  AllotmentNotFound: 'ALLOTMENT_NOT_FOUND',
  /** The allotment has been released: its tickets are on general sale. */
  AllotmentReleased: 'ALLOTMENT_RELEASED',
  TierNotFound: 'TIER_NOT_FOUND',
  TicketTypeNotFound: 'TICKET_TYPE_NOT_FOUND',
  /** The event has no picture. */
  ImageNotFound: 'IMAGE_NOT_FOUND',
  /** The upload isn't a picture that can be shown: another format, damaged, too large or too small. */
  ImageUnfit: 'IMAGE_UNFIT',
  TicketNotFound: 'TICKET_NOT_FOUND',
  BookingNotFound: 'BOOKING_NOT_FOUND',
  /** The event has no such code; `errors` names it. */
  CodeNotFound: 'CODE_NOT_FOUND',
  /** The code works at another time only, or no longer; `errors` names it. */
  CodeNotValidNow: 'CODE_NOT_VALID_NOW',
  /** The code has been used as often as it may be; unpaid bookings may give uses back (`heldUntil`). */
  CodeUsedUp: 'CODE_USED_UP',
  /** There is no such invoice or credit note. */
  InvoiceNotFound: 'INVOICE_NOT_FOUND',
  /** A booking made with codes is paid for as a whole. */
  CodesNeedWholeBooking: 'CODES_NEED_WHOLE_BOOKING',
  /** The booking is in a status in which this can't be done. */
  BookingStateConflict: 'BOOKING_STATE_CONFLICT',
  /** The buyer has an account, where only they change their name and address. */
  BuyerHasAccount: 'BUYER_HAS_ACCOUNT',
  /** There is no email address to write to. */
  NoEmailAddress: 'NO_EMAIL_ADDRESS',
  /** All tickets of the tier are sold: at one moment of the request, none was available or held. */
  SoldOut: 'SOLD_OUT',
  /** Others hold the missing tickets, which may become available when their holds end (`heldUntil`). */
  HeldByOthers: 'HELD_BY_OTHERS',
  /** Fewer are available than requested. */
  NotEnoughTickets: 'NOT_ENOUGH_TICKETS',
  /** Too many tickets for one booking of this event; the most is `limit`. */
  BookingLimitExceeded: 'BOOKING_LIMIT_EXCEEDED',
  /** Too few tickets for this ticket type; the least is `limit`. */
  TooFewTickets: 'TOO_FEW_TICKETS',
  /** Too many tickets of this event for one buyer; the most is `limit`. */
  UserLimitExceeded: 'USER_LIMIT_EXCEEDED',
  /** Too many unpaid tickets of this event, now or lately; try again after `Retry-After`. */
  UnpaidLimitExceeded: 'UNPAID_LIMIT_EXCEEDED',
  /** Too many tickets for a guest (`limit`): sign in with an account. */
  AddressProofRequired: 'ADDRESS_PROOF_REQUIRED',
  /** The hold has no extensions left, or the buyer recently left tickets unpaid. */
  HoldNotExtendable: 'HOLD_NOT_EXTENDABLE',
  /** The `Idempotency-Key` was used with a different request. */
  IdempotencyKeyReused: 'IDEMPOTENCY_KEY_REUSED',
  /** The tickets are held or owned by somebody else. */
  TicketsOfAnotherUser: 'TICKETS_OF_ANOTHER_USER',
  /** The tickets aren't held: reserve them first. */
  TicketsNotHeld: 'TICKETS_NOT_HELD',
  /** The hold has expired; nothing was charged. */
  HoldExpired: 'HOLD_EXPIRED',
  /** Names or answers that the event asks for are missing; `errors` names the tickets and fields. */
  AttendeesMissing: 'ATTENDEES_MISSING',
  /** The time in which attendees could be changed is over. */
  AttendeesClosed: 'ATTENDEES_CLOSED',
  /** The organisation has as many keys for ticket codes as there can be. */
  TicketKeysUsedUp: 'TICKET_KEYS_USED_UP',
  /** There is no such transfer of a ticket. */
  TicketTransferNotFound: 'TICKET_TRANSFER_NOT_FOUND',
  /** The ticket can't be passed on, or the transfer not be accepted or taken back; the detail says why. */
  TicketTransferRefused: 'TICKET_TRANSFER_REFUSED',
  /** The organiser hasn't entered yet what an invoice has to say of them; the receipt is there. */
  InvoiceDetailsMissing: 'INVOICE_DETAILS_MISSING',
  /** An invoice or credit note lacks what an e-invoice has to say. */
  EInvoiceDetailsMissing: 'E_INVOICE_DETAILS_MISSING',
  /** Whom an invoice is for can't be changed any more. */
  BillingClosed: 'BILLING_CLOSED',
  /** The tickets are already paid for. */
  AlreadyConfirmed: 'ALREADY_CONFIRMED',
  /** No payment provider is configured, and the tickets aren't free; nothing was charged. */
  PaymentsNotConfigured: 'PAYMENTS_NOT_CONFIGURED',
  /** The booking costs nothing: confirm it. */
  NothingToPay: 'NOTHING_TO_PAY',
  /** The booking has no such payment. */
  PaymentNotFound: 'PAYMENT_NOT_FOUND',
  /** Nothing was paid for the booking, or all of it has gone back. */
  NothingToRefund: 'NOTHING_TO_REFUND',
  /** More was to go back than is left of what was paid; `limit` says how much that is. */
  RefundExceedsPaid: 'REFUND_EXCEEDS_PAID',
  /** The buyer can't return tickets of this booking, or not any more. Nothing was changed. */
  RefundNotOffered: 'REFUND_NOT_OFFERED',
  /** Another amount would go back than the buyer was shown. Nothing was changed. */
  RefundAmountChanged: 'REFUND_AMOUNT_CHANGED',
  /** The payment provider doesn't take this payment; nothing was charged. */
  PaymentRefused: 'PAYMENT_REFUSED',
  /** The payment provider doesn't answer; try again after `Retry-After`. */
  PaymentProviderUnavailable: 'PAYMENT_PROVIDER_UNAVAILABLE',
  /** The signature of a payment provider's event is missing, wrong or too old. */
  EventRefused: 'EVENT_REFUSED',
  /** There is no such payment provider, or the organisation hasn't set it up. */
  ProviderNotFound: 'PROVIDER_NOT_FOUND',
  /** Payments, refunds or disputes at this payment provider aren't settled: turn it off, and remove it later. */
  ProviderInUse: 'PROVIDER_IN_USE',
  /** Events that cost money are on sale, and this is the organisation's last payment method. */
  PaymentMethodRequired: 'PAYMENT_METHOD_REQUIRED',
  /** The booking has ended (cancelled, expired or failed) and can't change. */
  BookingEnded: 'BOOKING_ENDED',
  /** The sale hasn't begun or is over. */
  NotOnSale: 'NOT_ON_SALE',
  /** The server is overloaded; try again after `Retry-After`. */
  Busy: 'BUSY',
  /** Rate limit exceeded; try again after `Retry-After`. */
  TooManyRequests: 'TOO_MANY_REQUESTS',
  /** The database is unavailable. */
  DatabaseUnavailable: 'DATABASE_UNAVAILABLE',
  /** A bug of the server; the log has it under the request's id. */
  Internal: 'INTERNAL',
} as const;

export type ProblemCode = (typeof ProblemCode)[keyof typeof ProblemCode];
