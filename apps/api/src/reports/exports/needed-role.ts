import type { ExportKind, OrganiserRole } from '@boxoffice/contracts';

/** What can be exported: of an event, or the invoices, the takings and the ledger of an organisation. */
export type AnyExportKind = ExportKind | 'invoices' | 'events' | 'ledger';

/** Who may export what: takings are for managers and owners, as on the dashboard. */
export const NEEDED_ROLE: Record<AnyExportKind, OrganiserRole> = {
  bookings: 'manager',
  tickets: 'box_office',
  takings: 'manager',
  codes: 'manager',
  invoices: 'manager',
  events: 'manager',
  ledger: 'manager',
};
