import { eventStateName } from '../../organiser/event-state-name';
import { transferName, TRANSFER_KINDS } from '../../organiser/ledger/ledger-words';
import { PURPOSES } from '../../organiser/event/allotments/allotment-draft';

/** Words of the server, and what people call them. */
export type Names = Readonly<Record<string, (() => string) | undefined>>;

/** What a fact is called. */
export const FACTS: Names = {
  status: () => $localize`Status`,
  userId: () => $localize`User`,
  ticketIds: () => $localize`Tickets`,
  ticketCount: () => $localize`Tickets`,
  totalMinor: () => $localize`Total`,
  paidMinor: () => $localize`Paid`,
  types: () => $localize`Told of`,
  includesBuyer: () => $localize`With the buyer’s name`,
  disabledBy: () => $localize`Switched off by`,
  declineCode: () => $localize`Reason of the decline`,
  paymentId: () => $localize`Payment number`,
  paymentStatus: () => $localize`Payment`,
  provider: () => $localize`Paid by`,
  amountMinor: () => $localize`Amount`,
  number: () => $localize`Attempt`,
  disputeId: () => $localize`Dispute number`,
  disputeStatus: () => $localize`Dispute`,
  disputedMinor: () => $localize`Amount disputed`,
  refundId: () => $localize`Refund number`,
  refundStatus: () => $localize`Refund`,
  refundsStopped: () => $localize`Refunds stopped`,
  refundMinor: () => $localize`Amount refunded`,
  reason: () => $localize`Reason`,
  restocks: () => $localize`Back on sale`,
  toBookingId: () => $localize`To booking`,
  keyNumber: () => $localize`Key number`,
  onPaper: () => $localize`On paper`,
  doorDevice: () => $localize`Device number`,
  ownDevice: () => $localize`A member’s own device`,
  gate: () => $localize`Gate`,
  reentry: () => $localize`Re-entry`,
  year: () => $localize`Year`,
  prefix: () => $localize`Before each number`,
  country: () => $localize`Country`,
  enabled: () => $localize`Switched on`,
  eInvoice: () => $localize`E-invoices`,
  paused: () => $localize`Paused`,
  byLot: () => $localize`By lot`,
  hasVatId: () => $localize`VAT ID given`,
  isExempt: () => $localize`Without tax`,
  eventId: () => $localize`Event`,
  transferKind: () => $localize`Kind of transfer`,
  from: () => $localize`First day`,
  to: () => $localize`Last day`,
  currency: () => $localize`Currency`,
  holdExpiresAt: () => $localize`Held until`,
  holdExtensions: () => $localize`Times extended`,
  fromBookingId: () => $localize`From booking`,
  role: () => $localize`Role`,
  givenBy: () => $localize`Given by`,
  disabled: () => $localize`Disabled`,
  created: () => $localize`Created`,
  state: () => $localize`State`,
  organiserId: () => $localize`Organisation`,
  seriesId: () => $localize`Series`,
  fromEventId: () => $localize`From event`,
  imageId: () => $localize`Picture`,
  tierId: () => $localize`Tier`,
  tierIds: () => $localize`Tiers`,
  tiers: () => $localize`Tiers`,
  capacity: () => $localize`Capacity`,
  priceMinor: () => $localize`Price`,
  questionIds: () => $localize`Questions`,
  requiredIds: () => $localize`Required questions`,
  attendeeNames: () => $localize`Names`,
  attendeeEmails: () => $localize`Email addresses`,
  changesUntil: () => $localize`Changes until`,
  fields: () => $localize`Fields`,
  allotmentId: () => $localize`Allotment`,
  quantity: () => $localize`Quantity`,
  purpose: () => $localize`Purpose`,
  releasesAt: () => $localize`Released at`,
  codeId: () => $localize`Code`,
  maxUses: () => $localize`Uses at most`,
  dates: () => $localize`Dates`,
  startsAt: () => $localize`Start`,
  endsAt: () => $localize`End`,
  doorsAt: () => $localize`Doors`,
  saleStartsAt: () => $localize`Sale starts`,
  saleEndsAt: () => $localize`Sale ends`,
  timeZone: () => $localize`Time zone`,
  maxTicketsPerBooking: () => $localize`Tickets per order`,
  maxTicketsPerUser: () => $localize`Tickets per person`,
  fees: () => $localize`Fees`,
  member: () => $localize`Member`,
  invitation: () => $localize`Invitation`,
  language: () => $localize`Language`,
  changed: () => $localize`Changed`,
  kind: () => $localize`Kind`,
  count: () => $localize`Number`,
  format: () => $localize`Format`,
  method: () => $localize`Payment`,
  discountBasisPoints: () => $localize`Discount`,
  discountMinor: () => $localize`Discount`,
  taxName: () => $localize`Tax`,
  taxBasisPoints: () => $localize`Tax rate`,
  taxIncluded: () => $localize`Tax included`,
  buyerRefundDays: () => $localize`Returns end, days before`,
  buyerRefundFees: () => $localize`Fees of returned tickets`,
  codesRotate: () => $localize`Codes that change`,
  transferHours: () => $localize`Passing on ends, hours before`,
  transferId: () => $localize`Transfer number`,
  texts: () => $localize`Texts`,
  name: () => $localize`Name`,
  subtitle: () => $localize`Subtitle`,
  description: () => $localize`Description`,
  languages: () => $localize`Languages`,
  venue: () => $localize`Venue`,
  address: () => $localize`Address`,
  contactEmail: () => $localize`Contact`,
  imprint: () => $localize`Imprint`,
  terms: () => $localize`Terms of sale`,
  privacy: () => $localize`Privacy`,
  refundPolicy: () => $localize`Refund policy`,
  email: () => $localize`Email`,
  answers: () => $localize`Answers`,
  released: () => $localize`Released`,
  ticketTypeId: () => $localize`Ticket type`,
  hidden: () => $localize`Hidden`,
  prices: () => $localize`Prices`,
  holdSeconds: () => $localize`Hold time`,
};

const STATUSES: Names = {
  pending: () => $localize`pending`,
  confirmed: () => $localize`confirmed`,
  cancelled: () => $localize`cancelled`,
  expired: () => $localize`expired`,
  failed: () => $localize`failed`,
  refunded: () => $localize`refunded`,
};

const STATES: Names = {
  draft: () => eventStateName('draft'),
  published: () => eventStateName('published'),
  paused: () => eventStateName('paused'),
  cancelled: () => eventStateName('cancelled'),
};

/** Whether buyers are asked something. */
const ASKED: Names = {
  no: () => $localize`no`,
  optional: () => $localize`optional`,
  required: () => $localize`required`,
};

/** What a code does, and what is exported. */
const KINDS: Names = {
  access: () => $localize`Access code`,
  discount: () => $localize`Discount code`,
  bookings: () => $localize`Bookings`,
  tickets: () => $localize`Tickets`,
  takings: () => $localize`Takings by day`,
  codes: () => $localize`Codes`,
};

const FORMATS: Names = {
  csv: () => 'CSV',
  xlsx: () => 'Excel',
};

const METHODS: Names = {
  cash: () => $localize`Cash`,
  card: () => $localize`Card`,
  complimentary: () => $localize`Complimentary`,
};

const LANGUAGES: Names = {
  en: () => $localize`English`,
  de: () => $localize`German`,
};

/** How payments and refunds stand. */
const PAYMENT_STATUSES: Names = {
  created: () => $localize`begun`,
  open: () => $localize`open`,
  requested: () => $localize`requested`,
  processing: () => $localize`under way`,
  captured: () => $localize`paid`,
  returned: () => $localize`returned`,
  succeeded: () => $localize`sent`,
  cancelled: () => $localize`cancelled`,
  failed: () => $localize`failed`,
};

const DISPUTE_STATUSES: Names = {
  open: () => $localize`open`,
  won: () => $localize`won`,
  lost: () => $localize`lost`,
};

/** Why money went back by itself. */
const REASONS: Names = {
  late: () => $localize`paid too late`,
  surplus: () => $localize`paid twice`,
  cancelled: () => $localize`cancelled`,
};

/** Whether a ticket that is in lets somebody in again. */
const REENTRY: Names = {
  none: () => $localize`never`,
  free: () => $localize`always`,
  after_exit: () => $localize`after being scanned out`,
};

/** Values that are words of the server. */
export const VALUES: Readonly<Record<string, Names | undefined>> = {
  status: STATUSES,
  state: STATES,
  attendeeNames: ASKED,
  attendeeEmails: ASKED,
  kind: KINDS,
  transferKind: Object.fromEntries(TRANSFER_KINDS.map((kind) => [kind, () => transferName(kind)])),
  format: FORMATS,
  method: METHODS,
  purpose: PURPOSES,
  language: LANGUAGES,
  paymentStatus: PAYMENT_STATUSES,
  refundStatus: PAYMENT_STATUSES,
  disputeStatus: DISPUTE_STATUSES,
  reason: REASONS,
  buyerRefundFees: {
    with_fees: () => $localize`refunded`,
    without_fees: () => $localize`kept`,
  },
  reentry: REENTRY,
  disabledBy: { member: () => $localize`a member`, gone: () => $localize`its own answer` },
};
