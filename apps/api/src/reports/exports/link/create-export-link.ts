import type { CreateExportDto, ExportLinkDto } from '@boxoffice/contracts';
import type { Language } from '@boxoffice/contracts/formats';
import { Injectable } from '@nestjs/common';
import { OrganiserAccess } from '../../../organisers/organiser-access.js';
import type { Caller } from '../../../platform/access/access.js';
import { Transactions } from '../../../platform/database/in-transaction.js';
import { ExportSlots } from '../download/export-slots.js';
import { NEEDED_ROLE } from '../needed-role.js';
import { ExportLinks } from './export-links.js';

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
    return this.transactions.run(async (manager) => {
      await this.access.require(manager, caller, event, NEEDED_ROLE[kind]);
      // Said here, where the page can show it: a browser only says that a download failed.
      this.slots.requireFree();
      const { userId, role: userRole } = caller;
      const order = { ...event, userId, userRole, kind, format, language: language ?? spoken };
      const { token, expiresAt } = await this.links.create(manager, order);
      return { url: `/api/v1/exports?token=${token}`, expiresAt: expiresAt.toISOString() };
    });
  }
}
