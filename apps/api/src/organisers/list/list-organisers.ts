import type { ListOrganisersQueryDto, OrganiserSummaryDto } from '@boxoffice/contracts';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Caller } from '../../platform/access/access.js';
import { worksForSql } from '../members-sql.js';

/** Lists the organisations that somebody works for; all of them to an admin. */
@Injectable()
export class ListOrganisers {
  constructor(private readonly dataSource: DataSource) {}

  async execute(
    { limit = 50, after = '0' }: ListOrganisersQueryDto,
    caller: Caller,
  ): Promise<OrganiserSummaryDto[]> {
    return this.dataSource.query<OrganiserSummaryDto[]>(
      `SELECT organiser.id, organiser.name, member.role
       FROM organisers AS organiser
       LEFT JOIN organiser_members AS member
         ON member.organiser_id = organiser.id AND member.user_id = $1
       WHERE ${worksForSql('organiser.id', '$2')} AND organiser.id > $3
       ORDER BY organiser.id LIMIT $4`,
      [caller.userId, caller.onlyUser, after, limit],
    );
  }
}
