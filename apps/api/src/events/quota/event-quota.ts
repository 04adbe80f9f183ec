import { ProblemCode } from '@boxoffice/contracts';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { OrganiserAccess } from '../../organisers/organiser-access.js';
import { Settings } from '../../platform/config/settings.js';
import { DomainError } from '../../platform/problems/domain-error.js';
import { IS_OVER_SQL } from '../event-details.js';

/**
 * Days that an event counts for at least: otherwise cancelling drafts, or creating events of the past, would be a way
 * around the limit.
 */
const COUNTED_DAYS = 30;

/**
 * Drafts count whatever their date: they can be cancelled, and then count no more. No more rows are read than the limit
 * needs.
 */
const COUNT_SQL = `
  SELECT count(*)::integer AS events FROM (
    SELECT FROM events AS event
    WHERE event.organiser_id = $1 AND (event.state = 'draft'
      OR (event.published_at IS NOT NULL AND NOT ${IS_OVER_SQL})
      OR event.created_at > now() - make_interval(days => ${COUNTED_DAYS}))
    LIMIT $2
  ) AS counted`;

/** Limits how many events an organisation has. */
@Injectable()
export class EventQuota {
  constructor(
    private readonly access: OrganiserAccess,
    private readonly settings: Settings,
  ) {}

  /**
   * Makes room for new events of an organisation. The organisation stays locked until the transaction ends, so whoever
   * creates others at the same moment counts these.
   *
   * @param added how many
   * @throws DomainError ORGANISER_EVENT_LIMIT_EXCEEDED
   */
  async require(manager: EntityManager, organiserId: string, added: number): Promise<void> {
    const limit = this.settings.EVENTS_PER_ORGANISER_MAX;
    await this.access.lock(manager, organiserId);
    const [row] = await manager.query<{ events: number }[]>(COUNT_SQL, [organiserId, limit + 1]);
    if ((row?.events ?? 0) + added <= limit) return;
    throw new DomainError(
      ProblemCode.OrganiserEventLimitExceeded,
      `An organisation can have ${limit} drafts and events that aren’t over. Nothing was created.`,
      { limit },
    );
  }
}
