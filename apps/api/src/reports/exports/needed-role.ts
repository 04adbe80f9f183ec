import type { ExportKind, OrganiserRole } from '@boxoffice/contracts';

/** Who may export what: takings are for managers and owners, as on the dashboard. */
export const NEEDED_ROLE: Record<ExportKind, OrganiserRole> = {
  bookings: 'manager',
  tickets: 'box_office',
  takings: 'manager',
  codes: 'manager',
};
