import {
  ProblemCode,
  type DoorDto,
  type DoorEventDto,
  type ReentryRule,
} from '@boxoffice/contracts';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { END_SQL } from '../../events/event-details.js';
import { DomainError } from '../../platform/problems/domain-error.js';
import { describeDevice } from '../devices/device-row.js';
import type { AskingDevice } from '../devices/door-access.js';

interface EventRow extends Omit<DoorEventDto, 'startsAt'> {
  startsAt: Date;
  reentry: ReentryRule;
  codesRotate: boolean;
}

/** An event of the door, with its rule. */
export interface DoorEvent {
  event: DoorEventDto;
  reentry: ReentryRule;
  codesRotate: boolean;
}

/** `$1`: the organisation; `$2`: the only event, or null. A draft has sold nothing. */
const EVENTS_SQL = `
  SELECT event.id, event.name, event.venue, event.starts_at AS "startsAt", event.time_zone AS "timeZone",
    event.state = 'cancelled' AS cancelled, event.reentry,
    event.codes_rotate AS "codesRotate"
  FROM events AS event
  WHERE event.organiser_id = $1 AND ($2::bigint IS NULL OR event.id = $2) AND event.published_at IS NOT NULL`;

/** A night at the door ends after midnight, and somebody cleans up the next day. */
const IS_RECENT_SQL = `${END_SQL} > now() - interval '36 hours'`;

/** More than a house has in a few months; the others come when these are over. */
const EVENTS_MAX = 100;

/** Says which events a device is for. */
@Injectable()
export class DoorEvents {
  constructor(private readonly dataSource: DataSource) {}

  /** Those that aren't long over. */
  async list(device: AskingDevice): Promise<DoorDto> {
    const rows = await this.dataSource.query<EventRow[]>(
      `${EVENTS_SQL} AND ${IS_RECENT_SQL}
       ORDER BY event.starts_at, event.id LIMIT $3`,
      [device.organiserId, device.eventId, EVENTS_MAX],
    );
    return {
      device: describeDevice(device),
      organiser: device.organiser,
      events: rows.map((row) => describe(row).event),
    };
  }

  /** @throws DomainError EVENT_NOT_FOUND for what isn't there and for what the device isn't for */
  async require(manager: EntityManager, device: AskingDevice, eventId: string): Promise<DoorEvent> {
    return this.find(manager, device, eventId, `${EVENTS_SQL} AND event.id = $3`);
  }

  /**
   * As {@link require}, and not long over: who came is none of a forgotten device's business.
   *
   * @throws DomainError EVENT_NOT_FOUND
   */
  async requireRecent(
    manager: EntityManager,
    device: AskingDevice,
    eventId: string,
  ): Promise<DoorEvent> {
    const sql = `${EVENTS_SQL} AND event.id = $3 AND ${IS_RECENT_SQL}`;
    return this.find(manager, device, eventId, sql);
  }

  private async find(
    manager: EntityManager,
    { organiserId, eventId: onlyEventId }: AskingDevice,
    eventId: string,
    sql: string,
  ): Promise<DoorEvent> {
    const [row] = await manager.query<EventRow[]>(sql, [organiserId, onlyEventId, eventId]);
    if (row) return describe(row);
    throw new DomainError(ProblemCode.EventNotFound, `There is no event ${eventId}.`);
  }
}

function describe({ reentry, codesRotate, startsAt, ...row }: EventRow): DoorEvent {
  return { event: { ...row, startsAt: startsAt.toISOString() }, reentry, codesRotate };
}
