import type { ExportFormat, LedgerTransferKind, UserRole } from '@boxoffice/contracts';
import type { Language } from '@boxoffice/contracts/formats';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { hashOfSecret, newSecret } from '../../../auth/sessions/secrets.js';
import { Retention } from '../../../platform/personal-data/retention.js';
import type { AnyExportKind } from '../needed-role.js';

/** From the first to the last of these days, both of them included; null: without bound. */
export interface ExportedDays {
  from: string | null;
  to: string | null;
}

/** What a link is for. */
export interface ExportOrder {
  userId: string | null;
  userRole: UserRole;
  organiserId: string;
  /** Null for an export of the whole organisation; one of its ledger may be narrowed to an event. */
  eventId: string | null;
  /** Of which year the organisation's invoices are; null for another export. */
  year: number | null;
  /** Of which days the organisation's takings or its ledger are; null for another export. */
  days: ExportedDays | null;
  /** Which transfers of the ledger; null: all, and for another export. */
  transferKind: LedgerTransferKind | null;
  kind: AnyExportKind;
  format: ExportFormat;
  language: Language;
}

/** A browser begins a download at once; the rest is for a slow connection. */
const LIFETIME_SECONDS = 60;

/** Links that nobody used are of no use any more: removed by the next sweep. */
const REMOVE_SQL = `
  DELETE FROM export_links
  WHERE token_hash IN (
    SELECT token_hash FROM export_links
    WHERE expires_at < now() - make_interval(secs => $1)
    ORDER BY expires_at LIMIT $2 FOR UPDATE SKIP LOCKED)`;

/** Links that begin one download each. */
@Injectable()
export class ExportLinks implements OnModuleInit {
  constructor(private readonly retention: Retention) {}

  onModuleInit(): void {
    this.retention.add({
      what: 'unused links to exports',
      keep: () => LIFETIME_SECONDS,
      statement: REMOVE_SQL,
    });
  }

  async create(
    manager: EntityManager,
    order: ExportOrder,
  ): Promise<{ token: string; expiresAt: Date }> {
    const { text: token, hash } = newSecret();
    const { userId, userRole, organiserId, eventId, year, days, kind, format, language } = order;
    const { transferKind } = order;
    const [row] = await manager.query<{ expires_at: Date }[]>(
      `INSERT INTO export_links
         (token_hash, user_id, user_role, organiser_id, event_id, year, days, kind, format, language,
          transfer_kind, expires_at)
       VALUES ($1, $2, $3, $4, $5, $6,
         CASE WHEN $7 THEN daterange($8::date, $9::date, '[]') END,
         $10, $11, $12, $13, now() + make_interval(secs => $14))
       RETURNING expires_at`,
      [
        hash,
        ...[userId, userRole, organiserId, eventId, year],
        ...[days !== null, days?.from ?? null, days?.to ?? null],
        ...[kind, format, language, transferKind, LIFETIME_SECONDS],
      ],
    );
    if (!row) throw new Error('The link was not written.');
    return { token, expiresAt: row.expires_at };
  }

  /** Uses a link up. @returns undefined for one that isn't there, was used or has expired */
  async use(manager: EntityManager, token: string): Promise<ExportOrder | undefined> {
    const [orders] = await manager.query<[ExportOrder[], number]>(
      `DELETE FROM export_links WHERE token_hash = $1 AND expires_at > now()
       RETURNING user_id AS "userId", user_role AS "userRole", organiser_id AS "organiserId",
         event_id AS "eventId", year::integer, kind, format, language,
         transfer_kind AS "transferKind",
         CASE WHEN days IS NOT NULL THEN jsonb_build_object(
           'from', lower(days), 'to', upper(days) - 1) END AS days`,
      [hashOfSecret(token)],
    );
    return orders[0];
  }
}
