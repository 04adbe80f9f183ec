import type {
  CreateExportDto,
  ExportInvoicesDto,
  ExportLedgerDto,
  ExportLinkDto,
  ExportTakingsDto,
} from '@boxoffice/contracts';
import type { Language } from '@boxoffice/contracts/formats';
import { Injectable } from '@nestjs/common';
import { OrganiserAccess } from '../../../organisers/organiser-access.js';
import type { Caller } from '../../../platform/access/access.js';
import { Transactions } from '../../../platform/database/in-transaction.js';
import { requireDaysInOrder } from '../../days-in-order.js';
import { ExportSlots } from '../download/export-slots.js';
import { NEEDED_ROLE } from '../needed-role.js';
import { ExportLinks, type ExportOrder } from './export-links.js';

/** What narrows none of the exports but its own. */
const OF_ALL = { year: null, days: null, transferKind: null };

/** Makes a link by which a member's browser downloads an export. */
@Injectable()
export class CreateExportLink {
  constructor(
    private readonly transactions: Transactions,
    private readonly access: OrganiserAccess,
    private readonly links: ExportLinks,
    private readonly slots: ExportSlots,
  ) {}

  /** @throws DomainError ORGANISER_NOT_FOUND, EVENT_NOT_FOUND, FORBIDDEN or BUSY */
  async execute(
    event: { organiserId: string; eventId: string },
    { kind, format, language }: CreateExportDto,
    spoken: Language,
    caller: Caller,
  ): Promise<ExportLinkDto> {
    return this.create(
      {
        ...event,
        ...OF_ALL,
        kind,
        format,
        language: language ?? spoken,
      },
      caller,
    );
  }

  /** @throws DomainError ORGANISER_NOT_FOUND, FORBIDDEN or BUSY */
  async ofInvoices(
    organiserId: string,
    { year, format, language }: ExportInvoicesDto,
    spoken: Language,
    caller: Caller,
  ): Promise<ExportLinkDto> {
    const what = { ...OF_ALL, organiserId, eventId: null, year, kind: 'invoices' as const };
    return this.create({ ...what, format, language: language ?? spoken }, caller);
  }

  /** @throws DomainError ORGANISER_NOT_FOUND, VALIDATION_FAILED, FORBIDDEN or BUSY */
  async ofTakings(
    organiserId: string,
    { from, to, format, language }: ExportTakingsDto,
    spoken: Language,
    caller: Caller,
  ): Promise<ExportLinkDto> {
    requireDaysInOrder({ from, to });
    const days = { from: from ?? null, to: to ?? null };
    const what = { ...OF_ALL, organiserId, eventId: null, days, kind: 'events' as const };
    return this.create({ ...what, format, language: language ?? spoken }, caller);
  }

  /** @throws DomainError ORGANISER_NOT_FOUND, EVENT_NOT_FOUND, VALIDATION_FAILED, FORBIDDEN or BUSY */
  async ofLedger(
    organiserId: string,
    { eventId, kind, from, to, format, language }: ExportLedgerDto,
    spoken: Language,
    caller: Caller,
  ): Promise<ExportLinkDto> {
    requireDaysInOrder({ from, to });
    const days = { from: from ?? null, to: to ?? null };
    const what = { ...OF_ALL, organiserId, days, kind: 'ledger' as const };
    const narrowed = { eventId: eventId ?? null, transferKind: kind ?? null };
    return this.create({ ...what, ...narrowed, format, language: language ?? spoken }, caller);
  }

  private async create(
    order: Omit<ExportOrder, 'userId' | 'userRole'>,
    caller: Caller,
  ): Promise<ExportLinkDto> {
    const { organiserId, eventId, kind } = order;
    return this.transactions.run(async (manager) => {
      const thing = eventId === null ? { organiserId } : { organiserId, eventId };
      await this.access.require(manager, caller, thing, NEEDED_ROLE[kind]);
      // Said here, where the page can show it: a browser only says that a download failed.
      this.slots.requireFree();
      const { userId, role: userRole } = caller;
      const { token, expiresAt } = await this.links.create(manager, { ...order, userId, userRole });
      return { url: `/api/v1/exports?token=${token}`, expiresAt: expiresAt.toISOString() };
    });
  }
}
