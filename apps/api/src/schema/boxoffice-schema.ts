import type { Schema } from '../platform/database/data-source.js';
import { BookingEntity } from '../booking/booking.entity.js';
import { EventEntity } from '../events/event.entity.js';
import { TierEntity } from '../events/tier.entity.js';
import { MachineEntity } from '../platform/ids/machine.entity.js';
import { PaymentEntity } from '../payments/payment.entity.js';
import { TicketEntity } from '../tickets/ticket.entity.js';
import { UserEntity } from '../users/user.entity.js';
import { InitialSchema1763800000000 } from './migrations/1763800000000-initial-schema.js';
import { StockLedger1763900000000 } from './migrations/1763900000000-stock-ledger.js';
import { IdempotencyKeys1763900100000 } from './migrations/1763900100000-idempotency-keys.js';
import { LimitsAndExtensions1763900200000 } from './migrations/1763900200000-limits-and-extensions.js';
import { Accounts1764000000000 } from './migrations/1764000000000-accounts.js';
import { Mail1764000100000 } from './migrations/1764000100000-mail.js';
import { RateLimits1764000110000 } from './migrations/1764000110000-rate-limits.js';
import { Audit1764000200000 } from './migrations/1764000200000-audit.js';
import { Guests1764000300000 } from './migrations/1764000300000-guests.js';
import { LeanKeys1764100000000 } from './migrations/1764100000000-lean-keys.js';
import { KeysAtOnce1764200000000 } from './migrations/1764200000000-keys-at-once.js';
import { TicketsMatchBookings1764300000000 } from './migrations/1764300000000-tickets-match-bookings.js';
import { HoldsOfAnEvent1764400000000 } from './migrations/1764400000000-holds-of-an-event.js';
import { QuietUpkeep1764500000000 } from './migrations/1764500000000-quiet-upkeep.js';
import { PaidForInPlace1764600000000 } from './migrations/1764600000000-paid-for-in-place.js';
import { FewerRowsCompared1764700000000 } from './migrations/1764700000000-fewer-rows-compared.js';
import { AddressKeys1764810000000 } from './migrations/1764810000000-address-keys.js';
import { LimitsOfNewEvents1765100000000 } from './migrations/1765100000000-limits-of-new-events.js';
import { RolesAndRestores1765200000000 } from './migrations/1765200000000-roles-and-restores.js';
import { EndedBookingsInShort1765400000000 } from './migrations/1765400000000-ended-bookings-in-short.js';
import { MailBudgets1765500000000 } from './migrations/1765500000000-mail-budgets.js';
import { MailboxKeys1765600000000 } from './migrations/1765600000000-mailbox-keys.js';
import { PasswordTags1766100000000 } from './migrations/1766100000000-password-tags.js';
import { BudgetsOfTags1766110000000 } from './migrations/1766110000000-budgets-of-tags.js';
import { GuestsOfAMailbox1766120000000 } from './migrations/1766120000000-guests-of-a-mailbox.js';
import { Languages1766400000000 } from './migrations/1766400000000-languages.js';
import { QuotasKnowWhen1766200000000 } from './migrations/1766200000000-quotas-know-when.js';
import { RolesOfNewUsers1766210000000 } from './migrations/1766210000000-roles-of-new-users.js';

/** The rows and migrations of Boxoffice; only here are they listed. */
export const SCHEMA: Schema = {
  entities: [
    UserEntity,
    EventEntity,
    TierEntity,
    TicketEntity,
    BookingEntity,
    PaymentEntity,
    MachineEntity,
  ],
  migrations: [
    InitialSchema1763800000000,
    StockLedger1763900000000,
    IdempotencyKeys1763900100000,
    LimitsAndExtensions1763900200000,
    Accounts1764000000000,
    Mail1764000100000,
    RateLimits1764000110000,
    Audit1764000200000,
    Guests1764000300000,
    LeanKeys1764100000000,
    KeysAtOnce1764200000000,
    TicketsMatchBookings1764300000000,
    HoldsOfAnEvent1764400000000,
    QuietUpkeep1764500000000,
    PaidForInPlace1764600000000,
    FewerRowsCompared1764700000000,
    AddressKeys1764810000000,
    LimitsOfNewEvents1765100000000,
    RolesAndRestores1765200000000,
    EndedBookingsInShort1765400000000,
    MailBudgets1765500000000,
    MailboxKeys1765600000000,
    PasswordTags1766100000000,
    BudgetsOfTags1766110000000,
    GuestsOfAMailbox1766120000000,
    QuotasKnowWhen1766200000000,
    RolesOfNewUsers1766210000000,
    Languages1766400000000,
  ],
};
