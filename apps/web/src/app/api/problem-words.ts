import type { ProblemCode, ProblemDto, ShortfallDto } from '@boxoffice/contracts';
import { onlyLeft, tickets } from '../design/counts';
import { formatNumber, formatTime } from '../design/formats';
import { connectionWords, type FailureWords } from './failure-words';
import type { Failure } from './problem';

type Wording = (problem: ProblemDto) => FailureWords;

function shortfallOf(problem: ProblemDto): ShortfallDto | undefined {
  return problem.shortfalls?.[0];
}

const soldOut: Wording = (problem) => {
  const tier = shortfallOf(problem)?.tier;
  return {
    title:
      tier === undefined
        ? $localize`These tickets are sold out`
        : $localize`${tier}:tier: tickets are sold out`,
    text: $localize`We haven’t held any tickets. Try another tier.`,
  };
};

const heldByOthers: Wording = (problem) => {
  const short = shortfallOf(problem);
  if (short && short.available > 0) {
    return {
      title: onlyLeft(short.available, short.tier),
      text: `${nothingHeld()} ${mayComeBack(short)}`,
    };
  }
  return {
    title:
      short === undefined
        ? $localize`Others are holding the last tickets`
        : $localize`Others are holding the last ${short.tier}:tier: tickets`,
    text: `${mayComeBack(short)} ${$localize`Or try another tier.`}`,
  };
};

function mayComeBack(short: ShortfallDto | undefined): string {
  return short?.heldUntil
    ? $localize`Some may come back at ${formatTime(short.heldUntil)}:time:.`
    : $localize`Some may come back soon.`;
}

const notEnough: Wording = (problem) => {
  const short = shortfallOf(problem);
  return {
    title: short ? onlyLeft(short.available, short.tier) : $localize`Not enough tickets left`,
    text: nothingHeld(),
  };
};

function nothingHeld(): string {
  return $localize`We haven’t held any tickets. Choose fewer, or try another tier.`;
}

const bookingLimit: Wording = ({ limit }) => ({
  title:
    limit === undefined
      ? $localize`Too many tickets for one order`
      : $localize`Limit: ${tickets(limit)}:tickets: per order`,
  text: $localize`We haven’t held any tickets. Choose fewer, then place another order for more.`,
});

const tooFew: Wording = ({ limit }) => ({
  title:
    limit === undefined
      ? $localize`Not enough tickets for this price`
      : $localize`This price needs at least ${tickets(limit)}:tickets:`,
  text: $localize`We haven’t held any tickets. Choose more of them, or another ticket type.`,
});

const userLimit: Wording = ({ limit }) => ({
  title:
    limit === undefined
      ? $localize`Too many tickets for one person`
      : $localize`Limit: ${tickets(limit)}:tickets: per person`,
  text: $localize`We haven’t held any tickets. Tickets you already hold or own count too: check My bookings, then choose fewer.`,
});

const guestLimit: Wording = ({ limit }) => ({
  title:
    limit === undefined
      ? $localize`Too many tickets for a guest`
      : $localize`Limit for guests: ${tickets(limit)}:tickets: at a time`,
  text: $localize`We haven’t held any tickets. Choose fewer, or create an account for more.`,
});

const ourFault: Wording = () => ({
  title: $localize`Something went wrong on our side`,
  text: $localize`Try again in a moment. If it keeps happening, contact us.`,
});

const belowSold: Wording = ({ held, sold }) => ({
  title: $localize`More tickets are held or sold than that`,
  text:
    held === undefined || sold === undefined
      ? $localize`Nothing was changed.`
      : $localize`Held: ${formatNumber(held)}:held:. Sold: ${formatNumber(sold)}:sold:. Nothing was changed.`,
});

const reload: Wording = () => ({
  title: $localize`This page is out of date`,
  text: $localize`Reload the page and try again.`,
});

/** A new code of the API does not compile until it has words here. */
const WORDS: Record<ProblemCode, Wording> = {
  MALFORMED_JSON: reload,
  VALIDATION_FAILED: () => ({
    title: $localize`Something you entered isn’t right`,
    text: $localize`Check your entries and try again.`,
  }),
  INVALID_ID: () => ({
    title: $localize`This link is incomplete`,
    text: $localize`Check the link, or start from the events.`,
  }),
  BODY_TOO_LARGE: reload,
  URI_TOO_LONG: reload,
  HEADERS_TOO_LARGE: reload,
  UNSUPPORTED_MEDIA_TYPE: reload,
  BAD_REQUEST: reload,
  ROUTE_NOT_FOUND: reload,
  METHOD_NOT_ALLOWED: reload,
  RANGE_NOT_SATISFIABLE: reload,
  PRECONDITION_FAILED: reload,
  UNAUTHENTICATED: () => ({
    title: $localize`You’re not signed in`,
    text: $localize`Sign in and try again.`,
  }),
  FORBIDDEN: () => ({
    title: $localize`You don’t have access to this`,
    text: $localize`Sign in as the person it belongs to.`,
  }),
  INVALID_CREDENTIALS: () => ({
    title: $localize`Wrong email or password`,
    text: $localize`Try again, or reset your password. New here? Confirm your account first, using the link we emailed you.`,
  }),
  WRONG_PASSWORD: () => ({
    title: $localize`Wrong password`,
    text: $localize`Nothing was changed. Try again.`,
  }),
  WRONG_CODE: () => ({
    title: $localize`This code doesn’t work`,
    text: $localize`Codes work once and expire after a minute. Wait for the next one, or use a recovery code.`,
  }),
  TOKEN_INVALID: () => ({
    title: $localize`This link has expired or has already been used`,
    text: $localize`Nothing was changed. Request a new link, or sign in again.`,
  }),
  ACCOUNT_DISABLED: () => ({
    title: $localize`This account is disabled`,
    text: $localize`If you think this is a mistake, contact us.`,
  }),
  TWO_FACTOR_ENABLED: () => ({
    title: $localize`Two-step sign-in is already on`,
    text: $localize`To use another device, turn it off first.`,
  }),
  TWO_FACTOR_NOT_ENABLED: () => ({
    title: $localize`Two-step sign-in is off`,
    text: $localize`Start the set-up again.`,
  }),
  OWN_ACCOUNT: () => ({
    title: $localize`You can’t do this to your own account`,
    text: $localize`Ask another admin. This way, there’s always one left.`,
  }),
  NOT_AN_ACCOUNT: () => ({
    title: $localize`Guests can’t have a role`,
    text: $localize`Nothing was changed. They can create an account with the same email address.`,
  }),
  SESSION_NOT_FOUND: () => ({
    title: $localize`This session has already ended`,
    text: $localize`There’s nothing left to do.`,
  }),
  USER_NOT_FOUND: () => ({
    title: $localize`We couldn’t find this person`,
    text: $localize`Sign in again, or act as someone else.`,
  }),
  ORGANISER_NOT_FOUND: () => ({
    title: $localize`Organisation not found`,
    text: $localize`You may no longer be a member. Ask one of its owners.`,
  }),
  MEMBER_NOT_FOUND: () => ({
    title: $localize`This person is no longer a member`,
    text: $localize`Nothing was changed. Reload the page.`,
  }),
  INVITATION_NOT_FOUND: () => ({
    title: $localize`This invitation is no longer open`,
    text: $localize`It has been accepted or withdrawn, or has expired. Reload the page.`,
  }),
  INVITATION_FOR_ANOTHER_ADDRESS: () => ({
    title: $localize`This invitation is for another email address`,
    text: $localize`Sign in with the account that has the invited address.`,
  }),
  ALREADY_MEMBER: () => ({
    title: $localize`Already a member`,
    text: $localize`Nothing was changed.`,
  }),
  LAST_OWNER: () => ({
    title: $localize`An organisation needs an owner`,
    text: $localize`Make someone else an owner first.`,
  }),
  MEMBER_LIMIT_EXCEEDED: ({ limit }) => ({
    title:
      limit === undefined
        ? $localize`Too many members`
        : $localize`Limit: ${formatNumber(limit)}:count: members and open invitations`,
    text: $localize`Remove a member or withdraw an invitation first.`,
  }),
  DOOR_DEVICE_NOT_FOUND: () => ({
    title: $localize`Device not found`,
    text: $localize`Someone may have taken it back.`,
  }),
  DOOR_DEVICE_LIMIT_EXCEEDED: ({ limit }) => ({
    title:
      limit === undefined
        ? $localize`Too many devices`
        : $localize`Limit: ${formatNumber(limit)}:count: devices`,
    text: $localize`Take one back first.`,
  }),
  WEBHOOK_NOT_FOUND: () => ({
    title: $localize`Webhook not found`,
    text: $localize`Someone may have removed it.`,
  }),
  WEBHOOK_DELIVERY_NOT_FOUND: () => ({
    title: $localize`Delivery not found`,
    text: $localize`Old deliveries are deleted.`,
  }),
  WEBHOOK_LIMIT_EXCEEDED: ({ limit }) => ({
    title:
      limit === undefined
        ? $localize`Too many webhooks`
        : $localize`Limit: ${formatNumber(limit)}:count: webhooks`,
    text: $localize`Remove one first.`,
  }),
  WEBHOOK_DISABLED: () => ({
    title: $localize`This webhook is disabled`,
    text: $localize`Enable it first.`,
  }),
  WEBHOOK_DELIVERY_PENDING: () => ({
    title: $localize`Already on its way`,
    text: $localize`Wait until this delivery has been sent.`,
  }),
  EVENT_NOT_FOUND: () => ({
    title: $localize`Event not found`,
    text: $localize`It may have been removed. See what’s on.`,
  }),
  EVENT_STATE_CONFLICT: () => ({
    title: $localize`The event is in another state by now`,
    text: $localize`Nothing was changed. Reload the page to see what you can do.`,
  }),
  EVENT_NOT_READY: () => ({
    title: $localize`This event can’t be published yet`,
    text: $localize`The checklist says what’s missing.`,
  }),
  BOOKINGS_DEPEND_ON_IT: () => ({
    title: $localize`Buyers depend on this`,
    text: $localize`Nothing was changed. What buyers have booked or wait for stays as it was.`,
  }),
  CAPACITY_BELOW_SOLD: belowSold,
  ORGANISER_EVENT_LIMIT_EXCEEDED: ({ limit }) => ({
    title:
      limit === undefined
        ? $localize`Too many events`
        : $localize`Limit: ${formatNumber(limit)}:count: drafts and coming events`,
    text: $localize`Nothing was created. Ask the admin of this website for more.`,
  }),
  ANNOUNCEMENT_LIMIT_EXCEEDED: () => ({
    title: $localize`Too many emails to your buyers`,
    text: $localize`Nothing was changed or sent. Wait until tomorrow: buyers of an event can only be written to a few times a day.`,
  }),
  ORGANISER_LIMIT_EXCEEDED: ({ limit }) => ({
    title:
      limit === undefined
        ? $localize`Too many organisations`
        : $localize`Limit: ${formatNumber(limit)}:count: organisations per account`,
    text: $localize`Nothing was created. You can use one of those that you have.`,
  }),
  EVENT_LIMIT_EXCEEDED: ({ limit }) => ({
    title:
      limit === undefined
        ? $localize`Too many for one event`
        : $localize`Limit: ${formatNumber(limit)}:count: per event`,
    text: $localize`Nothing was changed.`,
  }),
  BOOKING_STATE_CONFLICT: () => ({
    title: $localize`This booking isn’t paid for`,
    text: $localize`Nothing was changed. Reload to see its current status.`,
  }),
  BUYER_HAS_ACCOUNT: () => ({
    title: $localize`The buyer has an account`,
    text: $localize`Only they can change their name and email address there. Nothing was changed.`,
  }),
  NO_EMAIL_ADDRESS: () => ({
    title: $localize`The buyer has no email address`,
    text: $localize`Nothing was sent. Correct the buyer first.`,
  }),
  NAME_TAKEN: () => ({
    title: $localize`This name is already taken`,
    text: $localize`Choose another one, so that buyers can tell them apart.`,
  }),
  SERIES_NOT_FOUND: () => ({
    title: $localize`Series not found`,
    text: $localize`It may have been removed. See what’s on.`,
  }),
  SERIES_DATES_REFUSED: () => ({
    title: $localize`Some dates can’t be changed like this`,
    text: $localize`Nothing was changed. Fix these dates, or leave them out.`,
  }),
  TICKETS_AVAILABLE: () => ({
    title: $localize`There are tickets again`,
    text: $localize`You don’t have to wait: choose yours.`,
  }),
  ALREADY_WAITING: () => ({
    title: $localize`You’re in this waitlist already`,
    text: $localize`To change what you’re waiting for, leave it first.`,
  }),
  WAITLIST_ENTRY_NOT_FOUND: () => ({
    title: $localize`You’re no longer in this waitlist`,
    text: $localize`Reload the page to see how things stand.`,
  }),
  NOT_WAITING: () => ({
    title: $localize`You’re no longer in this waitlist`,
    text: $localize`If you were offered tickets, you’ll find them in My bookings.`,
  }),
  ALLOTMENT_NOT_FOUND: () => ({
    title: $localize`Allotment not found`,
    text: $localize`Reload the page to see what there is.`,
  }),
  ALLOTMENT_RELEASED: () => ({
    title: $localize`This allotment has been released`,
    text: $localize`Its tickets are on general sale. Nothing was changed.`,
  }),
  CODE_NOT_FOUND: () => ({
    title: $localize`We don’t know this code`,
    text: $localize`Check how it’s written. We haven’t held any tickets.`,
  }),
  CODE_NOT_VALID_NOW: () => ({
    title: $localize`This code doesn’t work at the moment`,
    text: $localize`We haven’t held any tickets. You can go on without the code.`,
  }),
  CODE_USED_UP: ({ heldUntil }) => ({
    title: $localize`This code has been used up`,
    text: heldUntil
      ? $localize`It may become available again: someone is using it for an unpaid order. We haven’t held any tickets.`
      : $localize`We haven’t held any tickets. You can go on without the code.`,
  }),
  CODES_NEED_WHOLE_BOOKING: () => ({
    title: $localize`Pay for all tickets together`,
    text: $localize`This booking was made with a code. You weren’t charged.`,
  }),
  TIER_NOT_FOUND: () => ({
    title: $localize`These tickets are no longer on sale`,
    text: $localize`We haven’t held any tickets. Reload the page to see what’s on sale.`,
  }),
  TICKET_TYPE_NOT_FOUND: () => ({
    title: $localize`These tickets are no longer on sale`,
    text: $localize`We haven’t held any tickets. Reload the page to see what’s on sale.`,
  }),
  IMAGE_NOT_FOUND: () => ({
    title: $localize`There’s no picture`,
    text: $localize`Someone has removed it. Reload the page.`,
  }),
  IMAGE_UNFIT: () => ({
    title: $localize`We can’t use this picture`,
    text: $localize`Choose a JPEG, PNG, WebP or AVIF of at least 200 × 200 pixels and at most 36 megapixels that isn’t damaged.`,
  }),
  TICKET_NOT_FOUND: () => ({
    title: $localize`Ticket not found`,
    text: $localize`You weren’t charged. Reload the page.`,
  }),
  BOOKING_NOT_FOUND: () => ({
    title: $localize`Booking not found`,
    text: $localize`Check the link, or look under My bookings.`,
  }),
  SOLD_OUT: soldOut,
  HELD_BY_OTHERS: heldByOthers,
  NOT_ENOUGH_TICKETS: notEnough,
  BOOKING_LIMIT_EXCEEDED: bookingLimit,
  TOO_FEW_TICKETS: tooFew,
  USER_LIMIT_EXCEEDED: userLimit,
  UNPAID_LIMIT_EXCEEDED: () => ({
    title: $localize`Too many unpaid tickets`,
    text: $localize`We haven’t held any more tickets. Pay for the ones you have, or try again later.`,
  }),
  ADDRESS_PROOF_REQUIRED: guestLimit,
  HOLD_NOT_EXTENDABLE: () => ({
    title: $localize`You can’t get more time`,
    text: $localize`You weren’t charged. Pay before the time is up to get your tickets.`,
  }),
  IDEMPOTENCY_KEY_REUSED: reload,
  TICKETS_OF_ANOTHER_USER: () => ({
    title: $localize`Someone else is holding these tickets`,
    text: $localize`You weren’t charged. Sign in as the person who is holding them.`,
  }),
  TICKETS_NOT_HELD: () => ({
    title: $localize`We’re no longer holding these tickets`,
    text: $localize`You weren’t charged. Choose your tickets again.`,
  }),
  HOLD_EXPIRED: () => ({
    title: $localize`Your time is up`,
    text: $localize`The tickets are back on sale, and you weren’t charged. Choose your tickets again.`,
  }),
  ALREADY_CONFIRMED: () => ({
    title: $localize`These tickets are already yours`,
    text: $localize`You’ve paid for them once, not twice.`,
  }),
  BOOKING_ENDED: () => ({
    title: $localize`This booking has ended`,
    text: $localize`You weren’t charged. Choose your tickets again.`,
  }),
  ATTENDEES_MISSING: () => ({
    title: $localize`Something is still missing`,
    text: $localize`Fill in the fields that are marked below. You weren’t charged.`,
  }),
  ATTENDEES_CLOSED: () => ({
    title: $localize`It’s too late to change this`,
    text: $localize`Ask the organiser: they can still change names and answers.`,
  }),
  TICKET_KEYS_USED_UP: () => ({
    title: $localize`No more new keys`,
    text: $localize`Your organisation has used all 255. Existing tickets stay valid.`,
  }),
  TICKET_TRANSFER_NOT_FOUND: () => ({
    title: $localize`We can’t find this transfer`,
    text: $localize`It may have ended. Reload the page.`,
  }),
  TICKET_TRANSFER_REFUSED: () => ({
    title: $localize`This ticket can’t be passed on`,
    text: $localize`The organiser may not allow it, it’s too late, or somebody has come in with it. Nothing was changed.`,
  }),
  PROVIDER_NOT_FOUND: () => ({
    title: $localize`This way to pay isn’t set up`,
    text: $localize`Somebody may have just removed it. Reload the page.`,
  }),
  PROVIDER_IN_USE: () => ({
    title: $localize`This is still needed`,
    text: $localize`Payments, refunds or disputes are under way. Turn it off instead: buyers can’t choose it any more, and you can remove it once everything is settled.`,
  }),
  PAYMENT_METHOD_REQUIRED: () => ({
    title: $localize`This is your last payment method`,
    text: $localize`Events with paid tickets are on sale. Set up another payment method first, or cancel these events. Nothing was changed.`,
  }),
  INVOICE_NOT_FOUND: () => ({
    title: $localize`Invoice not found`,
    text: $localize`Reload the page to see the invoices there are.`,
  }),
  INVOICE_DETAILS_MISSING: () => ({
    title: $localize`No invoice yet`,
    text: $localize`The organiser hasn’t entered their invoice details. You can download the receipt.`,
  }),
  E_INVOICE_DETAILS_MISSING: () => ({
    title: $localize`There is no e-invoice`,
    text: $localize`An e-invoice needs the organiser’s VAT ID or tax number, the reason where no tax is charged, and the buyer’s billing address. You can download the PDF.`,
  }),
  BILLING_CLOSED: () => ({
    title: $localize`It’s too late to change this`,
    text: $localize`Ask the organiser if your invoice needs other billing details.`,
  }),
  PAYMENTS_NOT_CONFIGURED: () => ({
    title: $localize`We can’t take payments yet`,
    text: $localize`You weren’t charged. We’ll hold your tickets until the time is up.`,
  }),
  NOTHING_TO_PAY: reload,
  PAYMENT_NOT_FOUND: reload,
  PAYMENT_REFUSED: () => ({
    title: $localize`The payment provider refused`,
    text: $localize`We’re still holding your tickets. Try again, or pay in another way.`,
  }),
  PAYMENT_PROVIDER_UNAVAILABLE: () => ({
    title: $localize`We can’t reach the payment provider`,
    text: $localize`We’re still holding your tickets. Try again in a moment.`,
  }),
  EVENT_REFUSED: ourFault,
  NOTHING_TO_REFUND: reload,
  REFUND_EXCEEDS_PAID: reload,
  REFUND_NOT_OFFERED: () => ({
    title: $localize`These tickets can’t be returned`,
    text: $localize`The time may be over. If you have questions, write to the organiser.`,
  }),
  REFUND_AMOUNT_CHANGED: () => ({
    title: $localize`The amount has changed`,
    text: $localize`Look at what you get back now, and confirm again.`,
  }),
  NOT_ON_SALE: () => ({
    title: $localize`Tickets aren’t on sale`,
    text: $localize`Sales haven’t started yet, or have ended.`,
  }),
  BUSY: () => ({
    title: $localize`Lots of people are buying right now`,
    text: $localize`Try again in a few seconds.`,
  }),
  TOO_MANY_REQUESTS: () => ({
    title: $localize`Too many attempts`,
    text: $localize`Wait a moment, then try again.`,
  }),
  DATABASE_UNAVAILABLE: ourFault,
  INTERNAL: ourFault,
};

/** Finds the words for a failure. A code that this build does not know still gets a next step. */
export function failureWords(failure: Failure): FailureWords {
  if (failure.kind !== 'problem') return connectionWords(failure);
  const wording = (WORDS as Partial<Record<string, Wording>>)[failure.code] ?? ourFault;
  return wording(failure.problem);
}
