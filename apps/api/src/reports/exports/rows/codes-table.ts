import type { CodeKind } from '@boxoffice/contracts';
import { formatNumber, LOCALES } from '@boxoffice/contracts/formats';
import { momentSql, type ExportTable } from './export-table.js';

interface CodeRow {
  code: string;
  kind: CodeKind;
  tier: string | null;
  ticketType: string | null;
  allotment: string | null;
  basisPoints: number | null;
  discountMinor: number | null;
  uses: number;
  usesMax: number | null;
  validFrom: string | null;
  validUntil: string | null;
  disabledAt: string | null;
}

/** Each code of an event, and how many bookings use it. */
export const CODES_TABLE: ExportTable<CodeRow> = {
  columns: ({ words }) => [
    { heading: words.code, kind: 'text' },
    { heading: words.kind, kind: 'text' },
    { heading: words.tier, kind: 'text' },
    { heading: words.ticketType, kind: 'text' },
    { heading: words.allotment, kind: 'text' },
    { heading: words.discountPercent, kind: 'text' },
    { heading: words.discountPerTicket, kind: 'amount' },
    { heading: words.uses, kind: 'count' },
    { heading: words.usesMax, kind: 'count' },
    { heading: words.validFrom, kind: 'moment' },
    { heading: words.validUntil, kind: 'moment' },
    { heading: words.disabledAt, kind: 'moment' },
  ],
  sql: `
    SELECT code.code, code.kind, tier.name AS tier, type.name AS "ticketType",
      allotment.name AS allotment, code.discount_basis_points AS "basisPoints",
      code.discount_minor AS "discountMinor", code.uses, code.max_uses AS "usesMax",
      ${momentSql('code.valid_from')} AS "validFrom", ${momentSql('code.valid_until')} AS "validUntil",
      ${momentSql('code.disabled_at')} AS "disabledAt"
    FROM codes AS code
    LEFT JOIN tiers AS tier ON tier.event_id = code.event_id AND tier.id = code.tier_id
    LEFT JOIN ticket_types AS type ON type.event_id = code.event_id AND type.id = code.ticket_type_id
    LEFT JOIN allotments AS allotment
      ON allotment.event_id = code.event_id AND allotment.id = code.allotment_id
    WHERE code.event_id = $1 ORDER BY code.id`,
  rowsOf: (code, { words, language }) => [
    [
      code.code,
      words.codeKinds[code.kind],
      code.tier,
      code.ticketType,
      code.allotment,
      code.basisPoints === null ? null : formatNumber(code.basisPoints / 100, LOCALES[language]),
      code.discountMinor,
      code.uses,
      code.usesMax,
      code.validFrom,
      code.validUntil,
      code.disabledAt,
    ],
  ],
};
