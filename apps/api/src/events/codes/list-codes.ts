import type { CodeDto, ListCodesQueryDto } from '@boxoffice/contracts';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { OrganiserAccess } from '../../organisers/organiser-access.js';
import type { Caller } from '../../platform/access/access.js';
import { codesOf } from './describe-code.js';

/** Lists the codes of an event, with how often each is used. */
@Injectable()
export class ListCodes {
  constructor(
    private readonly dataSource: DataSource,
    private readonly access: OrganiserAccess,
  ) {}

  /** @throws DomainError ORGANISER_NOT_FOUND, EVENT_NOT_FOUND, or FORBIDDEN below managers: a code is worth money */
  async execute(
    organiserId: string,
    eventId: string,
    query: ListCodesQueryDto,
    caller: Caller,
  ): Promise<CodeDto[]> {
    const { manager } = this.dataSource;
    await this.access.require(manager, caller, { organiserId, eventId }, 'manager');
    return codesOf(manager, eventId, query);
  }
}
