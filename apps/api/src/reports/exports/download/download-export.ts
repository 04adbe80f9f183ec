import { Readable } from 'node:stream';
import { ProblemCode, type ExportFormat } from '@boxoffice/contracts';
import { Injectable, Logger } from '@nestjs/common';
import { OrganiserAccess } from '../../../organisers/organiser-access.js';
import { Caller } from '../../../platform/access/access.js';
import type { Actor } from '../../../platform/audit/actor.js';
import { AuditTrail } from '../../../platform/audit/audit-trail.js';
import { Transactions } from '../../../platform/database/in-transaction.js';
import { DomainError } from '../../../platform/problems/domain-error.js';
import { EXPORT_WORDS } from '../export-words.js';
import { csvOf } from '../formats/csv.js';
import { xlsxOf } from '../formats/xlsx.js';
import { ExportLinks, type ExportOrder } from '../link/export-links.js';
import { NEEDED_ROLE, type AnyExportKind } from '../needed-role.js';
import { BOOKINGS_TABLE } from '../rows/bookings-table.js';
import { CODES_TABLE } from '../rows/codes-table.js';
import { EVENTS_TABLE } from '../rows/events-table.js';
import { ExportConnections } from '../rows/export-connections.js';
import type { ExportedQuestion, ExportTable } from '../rows/export-table.js';
import { INVOICES_TABLE } from '../rows/invoices-table.js';
import { LEDGER_TABLE } from '../rows/ledger-table.js';
import { PAUSE_MAX_MS, SnapshotCursor } from '../rows/snapshot-cursor.js';
import { TAKINGS_TABLE } from '../rows/takings-table.js';
import { TICKETS_TABLE } from '../rows/tickets-table.js';
import type { Row, Sheet } from '../sheet.js';
import { fileNameOf } from './file-name.js';
import { ExportSlots } from './export-slots.js';
import { StallTimeout } from './stall-timeout.js';

/**
 * Longest download, in milliseconds: 100 MB at a megabit a second take 14 minutes. As long as it goes on, the database
 * can't clean up after the sale.
 */
const DOWNLOAD_MAX_MS = 15 * 60_000;

const TABLES: Record<AnyExportKind, ExportTable> = {
  bookings: BOOKINGS_TABLE,
  tickets: TICKETS_TABLE,
  takings: TAKINGS_TABLE,
  codes: CODES_TABLE,
  invoices: INVOICES_TABLE,
  events: EVENTS_TABLE,
  ledger: LEDGER_TABLE,
};

const WRITERS: Record<ExportFormat, { type: string; write: (sheet: Sheet) => Readable }> = {
  csv: {
    type: 'text/csv; charset=utf-8',
    write: (sheet) => Readable.from(csvOf(sheet), { objectMode: false }),
  },
  xlsx: {
    type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    write: (sheet) => xlsxOf(sheet),
  },
};

/** A file on its way. */
export interface ExportFile {
  content: Readable;
  type: string;
  name: string;
}

/** An event, or an organisation. */
interface Exported {
  /** Names by ids; of those that organisers haven't named, null. */
  allotments: Record<string, string | null>;
  questions: ExportedQuestion[];
  name: string;
  timeZone: string;
  currency: string;
}

/** With its questions, those of now, then those that were asked before; and with its allotments. */
const EVENT_SQL = `
  SELECT event.name, event.time_zone AS "timeZone", event.currency, (
    SELECT coalesce(jsonb_agg(jsonb_build_object('id', question.id::text, 'label', question.label)
      ORDER BY question.removed_at NULLS FIRST, question.position), '[]')
    FROM questions AS question WHERE question.event_id = event.id
  ) AS questions, (
    SELECT coalesce(jsonb_object_agg(allotment.id,
      CASE WHEN allotment.purpose <> 'waitlist' THEN allotment.name END), '{}')
    FROM allotments AS allotment WHERE allotment.event_id = event.id
  ) AS allotments
  FROM events AS event WHERE event.id = $1 AND event.organiser_id = $2`;

const ORGANISER_SQL = `
  SELECT name, time_zone AS "timeZone", currency, '[]'::jsonb AS questions, '{}'::jsonb AS allotments
  FROM organisers WHERE id = $1`;

/** Carries an export out, as it is downloaded: rows are read as fast as they are taken, and never collected. */
@Injectable()
export class DownloadExport {
  private readonly logger = new Logger('DownloadExport');

  constructor(
    private readonly transactions: Transactions,
    private readonly access: OrganiserAccess,
    private readonly audit: AuditTrail,
    private readonly links: ExportLinks,
    private readonly slots: ExportSlots,
    private readonly connections: ExportConnections,
  ) {}

  /** @throws DomainError TOKEN_INVALID, BUSY (the link still works), or what a member meets who isn't one any more */
  async execute(token: string, { ip, requestId }: Actor): Promise<ExportFile> {
    const release = this.slots.take();
    try {
      const { order, exported } = await this.transactions.run(async (manager) => {
        const used = await this.links.use(manager, token);
        if (!used) throw linkInvalid();
        const { userId, userRole, organiserId, eventId, kind } = used;
        const member = new Caller(userId, userRole);
        const thing = eventId === null ? { organiserId } : { organiserId, eventId };
        await this.access.require(manager, member, thing, NEEDED_ROLE[kind]);
        const [row] = await manager.query<Exported[]>(
          eventId === null ? ORGANISER_SQL : EVENT_SQL,
          eventId === null ? [organiserId] : [eventId, organiserId],
        );
        if (!row) throw linkInvalid();
        await this.audit.record(manager, [
          {
            actorId: userId,
            actorRole: userRole,
            ip,
            requestId,
            ...whatWasExported(used),
            before: null,
          },
        ]);
        return { order: used, exported: row };
      });
      return await this.open(order, exported, release);
    } catch (error) {
      release();
      throw error;
    }
  }

  private async open(
    order: ExportOrder,
    exported: Exported,
    release: () => void,
  ): Promise<ExportFile> {
    const { organiserId, eventId, kind, format, language } = order;
    const table = TABLES[kind];
    const words = EXPORT_WORDS[language];
    const { questions } = exported;
    const allotments = Object.fromEntries(
      Object.entries(exported.allotments).map(([id, name]) => [id, name ?? words.waitlist]),
    );
    const context = { language, words, questions, allotments };
    const cursor = await SnapshotCursor.open<never>(
      this.connections,
      table.sql,
      parametersOf(order),
      exported.timeZone,
    );
    const stall = new StallTimeout(PAUSE_MAX_MS);
    async function* rows(): AsyncGenerator<Row[]> {
      for await (const batch of cursor.batches()) {
        stall.tookMore();
        yield batch.flatMap((row) => table.rowsOf(row, context));
      }
    }
    const { type, write } = WRITERS[format];
    const content = write({
      name: words.kinds[kind],
      columns: table.columns(context),
      rows: rows(),
      currency: exported.currency,
      language,
    });
    stall.watch(content);
    const timer = setTimeout(() => {
      content.destroy(new Error('The download took too long.'));
    }, DOWNLOAD_MAX_MS);
    content.once('error', (error) => {
      this.logger.warn(`An export of ${eventId ?? organiserId} ended early: ${String(error)}`);
    });
    content.once('close', () => {
      clearTimeout(timer);
      void cursor.close().finally(release);
    });
    return {
      content,
      type,
      name: fileNameOf(exported.name, [words.kinds[kind], ...periodOf(order)].join(' '), format),
    };
  }
}

/** As its query wants them; see {@link ExportTable}. */
function parametersOf({
  organiserId,
  eventId,
  year,
  days,
  kind,
  transferKind,
}: ExportOrder): unknown[] {
  if (kind === 'ledger') {
    return [organiserId, eventId, days?.from ?? null, days?.to ?? null, transferKind];
  }
  if (eventId !== null) return [eventId];
  return days === null ? [organiserId, year] : [organiserId, days.from, days.to];
}

/** What the name of the file says of the time that it is about. */
function periodOf({ year, days }: ExportOrder): (string | number)[] {
  if (year !== null) return [year];
  return [days?.from, days?.to].filter((day) => typeof day === 'string');
}

/** For the audit. */
function whatWasExported(order: ExportOrder) {
  const { organiserId, eventId, kind, format, year, days } = order;
  if (kind === 'ledger') {
    const { transferKind } = order;
    return {
      action: 'organiser.ledger_exported' as const,
      subject: { kind: 'organiser' as const, id: organiserId },
      after: { format, ...days, eventId, transferKind },
    };
  }
  if (eventId !== null) {
    return {
      action: 'event.exported' as const,
      subject: { kind: 'event' as const, id: eventId, eventId },
      after: { kind, format },
    };
  }
  const subject = { kind: 'organiser' as const, id: organiserId };
  if (days === null) {
    return { action: 'organiser.invoices_exported' as const, subject, after: { format, year } };
  }
  return { action: 'organiser.takings_exported' as const, subject, after: { format, ...days } };
}

function linkInvalid(): DomainError {
  return new DomainError(
    ProblemCode.TokenInvalid,
    'This download has begun before, or its link has expired. Ask for the export again.',
  );
}
