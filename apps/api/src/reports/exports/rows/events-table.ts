import { toDecimal } from '@boxoffice/contracts/money';
import { TAKINGS_COLUMNS_SQL, TAKINGS_OF_EVENTS_SQL } from '../../figures/organiser-takings-sql.js';
import type { ExportTable } from './export-table.js';

interface EventRow {
  id: string;
  name: string;
  day: string;
  currency: string;
  tickets: string;
  takingsMinor: string;
  discountsMinor: string;
  feesMinor: string;
  taxMinor: string;
}

/** What each event of an organisation has taken, as its page of takings shows it. */
export const EVENTS_TABLE: ExportTable<EventRow> = {
  columns: ({ words }) => [
    { heading: words.event, kind: 'text' },
    { heading: words.date, kind: 'day' },
    { heading: words.tickets, kind: 'count' },
    { heading: words.takings, kind: 'decimal' },
    { heading: words.discount, kind: 'decimal' },
    { heading: words.fees, kind: 'decimal' },
    { heading: words.tax, kind: 'decimal' },
    { heading: words.currency, kind: 'text' },
  ],
  sql: `
    SELECT event.id::text, event.name,
      to_char(event.starts_at AT TIME ZONE event.time_zone, 'YYYY-MM-DD') AS day, event.currency,
      ${TAKINGS_COLUMNS_SQL}
    ${TAKINGS_OF_EVENTS_SQL}
    ORDER BY event.starts_at DESC, event.id DESC`,
  rowsOf: ({ name, day, currency, tickets, ...sums }) => {
    const decimal = (minor: string) => toDecimal(Number(minor), currency);
    return [
      [
        name,
        day,
        Number(tickets),
        decimal(sums.takingsMinor),
        decimal(sums.discountsMinor),
        decimal(sums.feesMinor),
        decimal(sums.taxMinor),
        currency,
      ],
    ];
  },
};
