import { fileURLToPath } from 'node:url';
import { moduleEntry } from './module-entry.mjs';
import { modulePrivacy } from './module-privacy.mjs';
import { platformIndependence } from './platform-independence.mjs';

/** The folder with the API's platform and modules. */
export const apiSource = fileURLToPath(new URL('../../apps/api/src', import.meta.url));

/** SQL that a module shares: part of what it offers, in one named file each. */
export const SHARED_SQL = [
  'attendees/attendees-sql.js',
  'ledger/entries-sql.js',
  'ledger/takings-sql.js',
  'organisers/members-sql.js',
  'users/buyers-sql.js',
];

/**
 * What modules take from each other past their module files. An entry that nobody needs any more fails a test; a new
 * one needs a reason.
 */
export const SHARED_VALUES = {
  'attendees/attendees-sql.js': ['ANSWERS_SQL', 'ATTENDEE_WORDS_SQL', 'JOIN_ATTENDEE_SQL'],
  'auth/sessions/device.js': ['RequestDevice'],
  'auth/sessions/secrets.js': ['hashOfSecret', 'newSecret'],
  'accounts/passwords/password-hashes.js': ['PasswordHashes'],
  'booking/mailed-organiser.js': ['mailedOrganiser'],
  'booking/tickets-of-lines.js': ['ticketsOfLines'],
  'demo/demo-users.js': ['DEMO_SIGN_INS'],
  'events/capacity/tier-capacity.js': ['NO_TICKETS', 'TierCapacity', 'capacityOf', 'totalOf'],
  'events/description/render-markdown.js': ['plainTextOf'],
  'events/event-details.js': ['END_SQL', 'STATE_SQL'],
  'events/event-params.js': ['OfEvent', 'OfSeries'],
  'events/codes/sale-codes.js': ['CODE_IS_VALID_SQL'],
  'events/event-offers.js': ['OFFER_VERSION_SQL', 'ON_SALE_SQL', 'OPEN_AT_COUNTER_SQL'],
  'events/questions/attendee-forms.js': ['ASKS_ATTENDEES_SQL'],
  'ledger/entries-sql.js': ['BALANCES_SQL', 'transfersSql'],
  'ledger/takings-sql.js': ['takingsByDaySql', 'takingsOfEventSql'],
  'organisers/organiser-param.js': ['ORGANISER_ID', 'OfOrganiser'],
  'payments/providers/payment-provider.js': [
    'ForgedEventError',
    'ProviderRefusedError',
    'ProviderUnavailableError',
  ],
  'payments/payment-policy.js': ['PAID_BACK_BY_HAND_SQL'],
  'payments/records/payment-records.js': ['attemptKey', 'isNotBeingPaidSql', 'paymentKey'],
  'tickets/inventory/free-tickets.js': ['lockFreeSql'],
  'tickets/inventory/ticket-inventory.js': ['InventoryCorruptError', 'holdInSlotsSql'],
  'tickets/ticket-row.js': ['toTicketDto'],
  'users/account.js': ['isOpen'],
  'users/buyers-sql.js': ['BUYER_SQL', 'IS_MAILABLE_SQL', 'usersOfBuyerSql'],
  'users/owned-tickets.js': ['OwnedTickets'],
  'users/standing.js': ['IS_OPEN_SQL', 'requireOpen'],
};

/**
 * The rules about imports between the API's folders.
 *
 * @type {import('eslint').Linter.Config}
 */
export const apiBoundaries = {
  files: ['apps/api/src/*/**/*.ts'],
  ignores: [
    // The schema is made of every module's entities, and that is its only use of them.
    'apps/api/src/schema/boxoffice-schema.ts',
    '**/*.spec.ts',
    '**/*.fixture.ts',
  ],
  plugins: {
    boxoffice: {
      rules: {
        'module-privacy': modulePrivacy,
        'module-entry': moduleEntry,
        'platform-independence': platformIndependence,
      },
    },
  },
  rules: {
    'boxoffice/module-privacy': ['error', { modules: apiSource, allow: SHARED_SQL }],
    'boxoffice/module-entry': ['error', { modules: apiSource, allow: SHARED_VALUES }],
    'boxoffice/platform-independence': ['error', { modules: apiSource }],
  },
};
