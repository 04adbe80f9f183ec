import type { ExportKind, OrganiserRole } from '@boxoffice/contracts';

/** What can be exported: of an event, or the invoices and the takings of an organisation. */
export type AnyExportKind = ExportKind | 'invoices' | 'events';

/** Who may export what: takings are for managers and owners, as on the dashboard. */
export const NEEDED_ROLE: Record<AnyExportKind, OrganiserRole> = {
  bookings: 'manager',
  tickets: 'box_office',
  takings: 'manager',
  codes: 'manager',
  invoices: 'manager',
  events: 'manager',
};
