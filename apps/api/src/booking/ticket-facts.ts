import type { AuditFacts } from '../platform/audit/audit-entry.js';

/**
 * Most tickets that the audit names for a hold. Its entries stay for good, and anybody may hold 500 tickets and give
 * them back all day; of larger holds the audit says how many they are. The booking lists them for as long as they may
 * matter, and a payment records them in full.
 */
export const AUDITED_TICKETS_MAX = 10;

/** What the audit says about the tickets of a hold. */
export function ticketFacts(ticketIds: string[]): AuditFacts {
  return ticketIds.length <= AUDITED_TICKETS_MAX
    ? { ticketIds }
    : { ticketCount: ticketIds.length };
}

/** The same in SQL. */
export function ticketFactsSql(ticketIds: string): string {
  return `CASE WHEN cardinality(${ticketIds}) <= ${AUDITED_TICKETS_MAX}
            THEN jsonb_build_object('ticketIds', ${ticketIds}::text[])
            ELSE jsonb_build_object('ticketCount', cardinality(${ticketIds})) END`;
}
