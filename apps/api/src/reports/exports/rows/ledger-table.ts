import type { LedgerEntryDto, LedgerTransferKind } from '@boxoffice/contracts';
import { toDecimal } from '@boxoffice/contracts/money';
import { transfersSql } from '../../../ledger/entries-sql.js';
import { momentSql, type ExportTable } from './export-table.js';

interface TransferRow {
  id: string;
  moment: string;
  kind: LedgerTransferKind;
  eventName: string;
  bookingId: string;
  currency: string;
  entries: LedgerEntryDto[];
}

/** For the accountant: a row per entry of the ledger, the newest transfer first, as its page shows them. */
export const LEDGER_TABLE: ExportTable<TransferRow> = {
  columns: ({ words }) => [
    { heading: words.number, kind: 'text' },
    { heading: words.postedAt, kind: 'moment' },
    { heading: words.kind, kind: 'text' },
    { heading: words.event, kind: 'text' },
    { heading: words.booking, kind: 'reference' },
    { heading: words.account, kind: 'text' },
    { heading: words.provider, kind: 'text' },
    { heading: words.debit, kind: 'decimal' },
    { heading: words.credit, kind: 'decimal' },
    { heading: words.currency, kind: 'text' },
  ],
  sql: `
    SELECT id::text, ${momentSql('"postedAt"')} AS moment, kind, "eventName",
      "bookingId"::text, currency, entries
    FROM (${transfersSql('9223372036854775807', 'NULL')}) AS transfer
    ORDER BY transfer.id DESC`,
  rowsOf: ({ id, moment, kind, eventName, bookingId, currency, entries }, { words }) =>
    entries.map(({ account, provider, amountMinor }) => {
      const amount = toDecimal(Math.abs(amountMinor), currency);
      return [
        id,
        moment,
        words.transfers[kind],
        eventName,
        bookingId,
        words.accounts[account],
        provider,
        amountMinor > 0 ? amount : null,
        amountMinor < 0 ? amount : null,
        currency,
      ];
    }),
};
