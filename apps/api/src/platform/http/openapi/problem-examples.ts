import { ProblemCode } from '@boxoffice/contracts';
import { DomainError, type ProblemFacts } from '../../problems/domain-error.js';

interface Example {
  detail: string;
  facts?: ProblemFacts;
}

const SHORTFALL = { tier: 'VIP', requested: 4, available: 0, held: 0, heldUntil: null };

/** What each kind of problem says, for instance. */
const EXAMPLES: Record<ProblemCode, Example> = {
  [ProblemCode.MalformedJson]: { detail: 'The body is not well-formed JSON.' },
  [ProblemCode.BadRequest]: { detail: 'The request is not well-formed.' },
  [ProblemCode.InvalidId]: {
    detail: 'The id in the address must be a whole number from 1 to 9223372036854775807.',
  },
  [ProblemCode.Unauthenticated]: { detail: 'Sign in first.' },
  [ProblemCode.InvalidCredentials]: {
    detail:
      'Wrong email or password. If you have just registered, confirm your email address first.',
  },
  [ProblemCode.AccountDisabled]: { detail: 'This account has been disabled.' },
  [ProblemCode.Forbidden]: { detail: 'You can do this for yourself only.' },
  [ProblemCode.TicketsOfAnotherUser]: {
    detail: 'Somebody else holds or owns these tickets; nothing was charged.',
  },
  [ProblemCode.RouteNotFound]: { detail: 'There is nothing at this address.' },
  [ProblemCode.UserNotFound]: { detail: 'There is no user 7.' },
  [ProblemCode.SessionNotFound]: { detail: 'There is no such session, or it has already ended.' },
  [ProblemCode.OrganiserNotFound]: {
    detail: 'There is no organisation 7300000000000000001 that you work for.',
  },
  [ProblemCode.MemberNotFound]: { detail: 'User 7 is not a member of this organisation.' },
  [ProblemCode.InvitationNotFound]: {
    detail: 'There is no such invitation, or it has been answered or withdrawn.',
  },
  [ProblemCode.InvitationForAnotherAddress]: {
    detail:
      'This invitation was sent to another email address. Sign in with the account that has it.',
  },
  [ProblemCode.AlreadyMember]: { detail: 'They already work for this organisation.' },
  [ProblemCode.LastOwner]: {
    detail: 'This is the organisation’s only owner. Make somebody else an owner first.',
  },
  [ProblemCode.MemberLimitExceeded]: {
    detail: 'Limit: 200 members and open invitations. Remove or withdraw one first.',
    facts: { limit: 200 },
  },
  [ProblemCode.WebhookNotFound]: {
    detail: 'The organisation has no webhook 7300000000000000001.',
  },
  [ProblemCode.WebhookDeliveryNotFound]: {
    detail: 'There is no such delivery, or it is no longer kept.',
  },
  [ProblemCode.WebhookLimitExceeded]: {
    detail: 'Limit: 10 webhooks per organisation. Remove one first.',
    facts: { limit: 10 },
  },
  [ProblemCode.WebhookDisabled]: { detail: 'This webhook is disabled. Enable it first.' },
  [ProblemCode.WebhookDeliveryPending]: { detail: 'This delivery is on its way already.' },
  [ProblemCode.DoorDeviceNotFound]: {
    detail: 'The organisation has no device 7300000000000000001, or took it back.',
  },
  [ProblemCode.DoorDeviceLimitExceeded]: {
    detail: 'Limit: 200 devices per organisation. Take one back first.',
    facts: { limit: 200 },
  },
  [ProblemCode.EventNotFound]: { detail: 'There is no event 7.' },
  [ProblemCode.EventStateConflict]: {
    detail: 'Only a published event can be paused. This one is a draft.',
  },
  [ProblemCode.EventNotReady]: {
    detail: 'This event can’t be published yet: Add tickets: give a tier a capacity above 0.',
    facts: {
      errors: [
        { field: 'has_tickets', messages: ['Add tickets: give a tier a capacity above 0.'] },
      ],
    },
  },
  [ProblemCode.BookingsDependOnIt]: {
    detail:
      'This tier can’t be removed: tickets of it are held (3) or sold (30). Lower its capacity to sell no more.',
    facts: { held: 3, sold: 30 },
  },
  [ProblemCode.CapacityBelowSold]: {
    detail:
      'This tier can’t have as few tickets as 20: some are held (3) or sold (30). Nothing was changed.',
    facts: { held: 3, sold: 30, requested: 20 },
  },
  [ProblemCode.OrganiserEventLimitExceeded]: {
    detail:
      'An organisation can have 2000 drafts and events that aren’t over. Nothing was created.',
    facts: { limit: 2_000 },
  },
  [ProblemCode.OrganiserLimitExceeded]: {
    detail: 'An account can own 20 organisations. Nothing was created.',
    facts: { limit: 20 },
  },
  [ProblemCode.EventLimitExceeded]: {
    detail: 'An event can’t have more than 200000 tickets.',
    facts: { limit: 200_000 },
  },
  [ProblemCode.AnnouncementLimitExceeded]: {
    detail:
      'All buyers of an event can be written to 3 times within 24 hours. Nothing was sent; try again later.',
    facts: { limit: 3 },
  },
  [ProblemCode.BookingStateConflict]: {
    detail:
      'This can be done with a booking that is paid for, and this one is not. Nothing was changed.',
  },
  [ProblemCode.BuyerHasAccount]: {
    detail:
      'The buyer has an account, and changes their name and address there. Nothing was changed.',
  },
  [ProblemCode.NoEmailAddress]: {
    detail: 'The buyer of this booking has no email address. Nothing was sent.',
  },
  [ProblemCode.NameTaken]: { detail: 'Another tier of this event has that name.' },
  [ProblemCode.SeriesNotFound]: { detail: 'There is no series 7.' },
  [ProblemCode.SeriesDatesRefused]: {
    detail:
      'Nothing was changed. 14 March 2027, 19:30: Only a published event can be paused. This one is a draft.',
    facts: {
      dates: [
        {
          eventId: '7300000000000000001',
          startsAt: '2027-03-14T18:30:00.000Z',
          code: ProblemCode.EventStateConflict,
          detail: 'Only a published event can be paused. This one is a draft.',
        },
      ],
    },
  },
  [ProblemCode.TicketsAvailable]: {
    detail: 'VIP is on sale: 2 tickets are available. Nothing was changed.',
    facts: { available: 2 },
  },
  [ProblemCode.AlreadyWaiting]: {
    detail: 'You’re already on this event’s waitlist. Leave it to join again.',
  },
  [ProblemCode.WaitlistEntryNotFound]: { detail: 'There is no waitlist entry 7.' },
  [ProblemCode.NotWaiting]: { detail: 'This entry waits no more. Nothing was changed.' },
  [ProblemCode.AllotmentNotFound]: { detail: 'This event has no allotment 7.' },
  [ProblemCode.AllotmentReleased]: {
    detail:
      'This allotment has been released. Nothing was changed; set tickets aside in a new one.',
  },
  [ProblemCode.CodeNotFound]: {
    detail: 'This event has no code “PRESS-7”. Nothing was held.',
  },
  [ProblemCode.CodeNotValidNow]: {
    detail: 'The code “PRESS-7K4Q” doesn’t work at the moment. Nothing was held.',
  },
  [ProblemCode.CodeUsedUp]: {
    detail:
      'The code “PRESS-7K4Q” has been used as often as it may be. Nothing was held. Unpaid bookings use it, and may give it back.',
    facts: { heldUntil: '2026-11-22T20:10:00.000Z' },
  },
  [ProblemCode.CodesNeedWholeBooking]: {
    detail: 'This booking was made with a code, so all of its tickets are paid for together.',
  },
  [ProblemCode.TierNotFound]: {
    detail: 'The event has no tier "Balcony"; its tiers are VIP, Front Row, GA.',
  },
  [ProblemCode.ImageNotFound]: { detail: 'The event has no picture.' },
  [ProblemCode.ImageUnfit]: { detail: 'The image must not have more than 36 megapixels.' },
  [ProblemCode.TicketTypeNotFound]: {
    detail: 'VIP has no such ticket type; nothing was held.',
  },
  [ProblemCode.TicketNotFound]: { detail: 'There is no ticket 7.' },
  [ProblemCode.BookingNotFound]: { detail: 'There is no booking 7300000000000000001.' },
  [ProblemCode.MethodNotAllowed]: {
    detail: 'This address takes OPTIONS, POST. Nothing was changed.',
  },
  [ProblemCode.SoldOut]: {
    detail: 'VIP is sold out.',
    facts: { shortfalls: [SHORTFALL], available: 0, requested: 4 },
  },
  [ProblemCode.HeldByOthers]: {
    detail:
      'No VIP ticket is free at the moment. 4 are held, and may come back when their holds end.',
    facts: {
      shortfalls: [{ ...SHORTFALL, held: 4, heldUntil: '2026-11-22T20:10:00.000Z' }],
      available: 0,
      requested: 4,
    },
  },
  [ProblemCode.NotEnoughTickets]: {
    detail: 'Only 1 VIP ticket is left, and 4 were asked for.',
    facts: { shortfalls: [{ ...SHORTFALL, available: 1 }], available: 1, requested: 4 },
  },
  [ProblemCode.TicketsNotHeld]: {
    detail: 'You hold none or not all of these tickets; nothing was charged. Reserve them first.',
  },
  [ProblemCode.HoldExpired]: {
    detail: 'Your hold ended. The tickets went back on sale; nothing was charged.',
  },
  [ProblemCode.AlreadyConfirmed]: {
    detail: 'The booking has been paid for; only a refund can end it.',
  },
  [ProblemCode.BookingEnded]: {
    detail: 'The booking had ended already; its tickets are back on sale.',
  },
  [ProblemCode.BookingLimitExceeded]: {
    detail: 'Limit: 6 tickets per booking for this event.',
    facts: { limit: 6, requested: 8 },
  },
  [ProblemCode.TooFewTickets]: {
    detail: 'Minimum: 10 Group tickets per booking.',
    facts: { limit: 10, requested: 4 },
  },
  [ProblemCode.UserLimitExceeded]: {
    detail: 'Limit: 6 tickets per person for this event, including any you already have.',
    facts: { limit: 6, requested: 4 },
  },
  [ProblemCode.UnpaidLimitExceeded]: {
    detail:
      'Limit: 12 unpaid tickets for this event for you, including any released in the last 60 minutes. Nothing was held; pay for what you hold, or try again later.',
    facts: { limit: 12, requested: 4 },
  },
  [ProblemCode.AddressProofRequired]: {
    detail:
      'Guests can reserve up to 6 tickets at a time. To reserve more, sign in or create an account. Nothing was held.',
    facts: { limit: 4, requested: 6 },
  },
  [ProblemCode.HoldNotExtendable]: {
    detail: 'This hold cannot be extended. Pay before it ends, and the tickets are yours.',
  },
  [ProblemCode.NothingToPay]: {
    detail: 'This booking costs nothing: confirm it, and the tickets are yours.',
  },
  [ProblemCode.PaymentNotFound]: {
    detail: 'Booking 7300000000000000001 has no payment 7300000000000000002.',
  },
  [ProblemCode.NothingToRefund]: {
    detail: 'Nothing was paid for this booking, or all of it has gone back already.',
  },
  [ProblemCode.RefundExceedsPaid]: {
    detail: 'No more than is left of what was paid can go back. Nothing was changed.',
    facts: { limit: 2800, requested: 5600 },
  },
  [ProblemCode.RefundNotOffered]: {
    detail: 'The time to return tickets is over. Nothing was changed.',
  },
  [ProblemCode.RefundAmountChanged]: {
    detail: 'Another amount goes back by now. Nothing was changed.',
  },
  [ProblemCode.PaymentRefused]: {
    detail:
      'The payment provider didn’t take the payment. Nothing was charged, and your hold goes on.',
  },
  [ProblemCode.PaymentProviderUnavailable]: {
    detail:
      'The payment provider doesn’t answer at the moment. Nothing was charged, and your hold goes on.',
    facts: { retryAfterSeconds: 5 },
  },
  [ProblemCode.EventRefused]: {
    detail: 'The signature of the event is missing, wrong or too old.',
  },
  [ProblemCode.NotOnSale]: { detail: 'Northern Lights is not on sale at the moment.' },
  [ProblemCode.AttendeesMissing]: {
    detail:
      'The event asks who comes, and something is still missing; nothing was charged, and your tickets are still held.',
    facts: {
      errors: [
        {
          field: 'attendees.7300000000000000011.name',
          messages: ['name is required for this ticket'],
        },
      ],
    },
  },
  [ProblemCode.AttendeesClosed]: {
    detail: 'Names and answers could be changed until 14 March 2027, 19:30. Ask the organiser.',
  },
  [ProblemCode.TicketKeysUsedUp]: {
    detail: 'An organisation has 255 keys at most, and all are in use. Nothing was changed.',
  },
  [ProblemCode.TicketTransferNotFound]: { detail: 'There is no transfer 7300000000000000031.' },
  [ProblemCode.TicketTransferRefused]: {
    detail: 'The organiser lets nobody pass on tickets of this event. Nothing was changed.',
  },
  [ProblemCode.ProviderNotFound]: { detail: 'PayPal isn’t set up for this organisation.' },
  [ProblemCode.ProviderInUse]: {
    detail:
      'Payments, refunds or disputes at PayPal are still under way. Turn it off instead: buyers can’t choose it any more, and what is under way is still settled. Nothing was changed.',
  },
  [ProblemCode.PaymentMethodRequired]: {
    detail:
      'Buyers couldn’t pay any more, and “Summer Concert” is on sale. Set up another payment method first, or cancel what is on sale. Nothing was changed.',
  },
  [ProblemCode.InvoiceNotFound]: { detail: 'There is no invoice 7300000000000000021.' },
  [ProblemCode.InvoiceDetailsMissing]: {
    detail:
      'The organiser hasn’t entered yet what an invoice has to say of them. Your receipt is there.',
  },
  [ProblemCode.EInvoiceDetailsMissing]: {
    detail: 'SM-2027-000042 is no e-invoice: the buyer gave no billing address.',
  },
  [ProblemCode.BillingClosed]: {
    detail: 'Money has been given back for this booking, so its invoice stays as it is.',
  },
  [ProblemCode.PaymentsNotConfigured]: {
    detail:
      'This box office can’t take payments yet. Nothing was charged, and your hold goes on until its time is up.',
  },
  [ProblemCode.TwoFactorEnabled]: {
    detail: 'Two-step sign-in is already on. Turn it off first.',
  },
  [ProblemCode.TwoFactorNotEnabled]: {
    detail: 'Two-step sign-in is off, or its setup hasn’t been started.',
  },
  [ProblemCode.OwnAccount]: { detail: 'You can’t do this to your own account; ask another admin.' },
  [ProblemCode.NotAnAccount]: {
    detail: 'Guests have no role. They can create an account with the same email address.',
  },
  [ProblemCode.TokenInvalid]: {
    detail:
      'This has expired or has already been used. Nothing was changed; please ask for a new one.',
  },
  [ProblemCode.BodyTooLarge]: { detail: 'The body must not be larger than 8 kB.' },
  [ProblemCode.PreconditionFailed]: { detail: 'The file is another one by now.' },
  [ProblemCode.RangeNotSatisfiable]: { detail: 'The file has nothing in this range.' },
  [ProblemCode.UriTooLong]: { detail: 'The address must not be longer than 4096 characters.' },
  [ProblemCode.HeadersTooLarge]: { detail: 'The headers must not be larger than 8 kB.' },
  [ProblemCode.UnsupportedMediaType]: { detail: 'The body must be application/json.' },
  [ProblemCode.IdempotencyKeyReused]: {
    detail:
      'This Idempotency-Key was sent with another request before. Nothing was changed; use a new key.',
  },
  [ProblemCode.ValidationFailed]: {
    detail:
      'The request cannot be carried out, and nothing was changed: userId must be an id: a whole number from 1.',
    facts: {
      errors: [{ field: 'userId', messages: ['userId must be an id: a whole number from 1'] }],
    },
  },
  [ProblemCode.WrongPassword]: { detail: 'Wrong password. Nothing was changed.' },
  [ProblemCode.WrongCode]: {
    detail: 'This code is wrong, has expired or has already been used.',
  },
  [ProblemCode.TooManyRequests]: {
    detail: 'Too many requests from your address. Nothing was changed; try again in 20 seconds.',
  },
  [ProblemCode.Internal]: {
    detail: 'Something went wrong on our side. Nobody has to do anything but us: the log has it.',
  },
  [ProblemCode.Busy]: {
    detail:
      'More is being asked of the server at once than it takes. Nothing was changed by this request; please try again.',
  },
  [ProblemCode.DatabaseUnavailable]: {
    detail:
      'The database does not answer at the moment. Look whether the request took effect before trying again.',
  },
};

/** A problem of that kind. */
export function exampleOf(code: ProblemCode): DomainError {
  const { detail, facts } = EXAMPLES[code];
  return new DomainError(code, detail, facts);
}
