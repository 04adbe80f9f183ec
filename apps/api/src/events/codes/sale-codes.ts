import type { CodeKind } from '@boxoffice/contracts';
import type { Discount } from '@boxoffice/contracts/pricing';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { prepared } from '../../platform/database/pipelining-pg-client.js';

/** A code, as the sale needs it. */
export interface SaleCode {
  id: string;
  /** As it is shown. */
  code: string;
  kind: CodeKind;
  /** What it opens; what a discount is for stands in the discount. */
  tierId: string | null;
  ticketTypeId: string | null;
  /** Null also where it has been released. */
  allotment: { id: string; name: string; tierId: string } | null;
  discount: Discount | null;
  /** Whether it works at this moment. One for an allotment alone does as long as that has not been released. */
  isValid: boolean;
  /** How many bookings more may use it; null: any number. */
  left: number | null;
}

/** Whether a `code` works by itself at this moment, however often it was used. */
export const CODE_IS_VALID_SQL = `(code.disabled_at IS NULL
      AND coalesce(now() >= code.valid_from, true) AND coalesce(now() < code.valid_until, true))`;

interface CodeRow extends Pick<
  SaleCode,
  'id' | 'code' | 'kind' | 'tierId' | 'ticketTypeId' | 'allotment' | 'isValid' | 'left'
> {
  code_key: string;
  amountMinor: number | null;
  basisPoints: number | null;
}

const READ_SQL = prepared(`
  SELECT code.id, code.code, code.code_key, code.kind, code.tier_id AS "tierId",
    code.ticket_type_id AS "ticketTypeId", code.max_uses - code.uses AS left,
    code.discount_minor AS "amountMinor", code.discount_basis_points AS "basisPoints",
    CASE WHEN allotment.id IS NOT NULL THEN jsonb_build_object('id', allotment.id::text,
      'name', allotment.name, 'tierId', allotment.tier_id::text) END AS allotment,
    ${CODE_IS_VALID_SQL} AND (code.allotment_id IS NULL OR allotment.id IS NOT NULL
      OR num_nonnulls(code.tier_id, code.ticket_type_id) > 0) AS "isValid"
  FROM codes AS code
  LEFT JOIN allotments AS allotment ON allotment.event_id = code.event_id
    AND allotment.id = code.allotment_id AND allotment.released_at IS NULL
  WHERE code.event_id = $1 AND code.code_key = ANY ($2::text[])`);

/** Reads the codes that buyers have. */
@Injectable()
export class SaleCodes {
  /** Those of some codes that the event has, by the form in which they are compared. */
  async read(
    manager: EntityManager,
    eventId: string,
    codeKeys: readonly string[],
  ): Promise<Map<string, SaleCode>> {
    if (codeKeys.length === 0) return new Map();
    const rows = await manager.query<CodeRow[]>(READ_SQL, [eventId, codeKeys]);
    return new Map(rows.map(({ code_key, ...row }) => [code_key, saleCodeOf(row)]));
  }
}

function saleCodeOf({ amountMinor, basisPoints, ...row }: Omit<CodeRow, 'code_key'>): SaleCode {
  const { kind, tierId, ticketTypeId } = row;
  return kind === 'access'
    ? { ...row, discount: null }
    : {
        ...row,
        tierId: null,
        ticketTypeId: null,
        discount: { amountMinor, basisPoints, tierId, ticketTypeId },
      };
}
