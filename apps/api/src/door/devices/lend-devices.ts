import {
  DOOR_DEVICES_MAX,
  DOOR_LINK_MINUTES,
  mayActAs,
  ProblemCode,
  type ConnectedDoorDeviceDto,
  type DoorDeviceDto,
  type LendDoorDeviceDto,
  type LentDoorDeviceDto,
  type UseOwnDoorDeviceDto,
} from '@boxoffice/contracts';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { newSecret } from '../../auth/sessions/secrets.js';
import { OrganiserAccess } from '../../organisers/organiser-access.js';
import type { Caller } from '../../platform/access/access.js';
import { DOOR_BEARER_PREFIX } from '../../platform/access/door-bearer.js';
import type { Actor } from '../../platform/audit/actor.js';
import type { AuditFacts } from '../../platform/audit/audit-entry.js';
import { AuditTrail } from '../../platform/audit/audit-trail.js';
import { Settings } from '../../platform/config/settings.js';
import { Transactions } from '../../platform/database/in-transaction.js';
import { Ids } from '../../platform/ids/ids.module.js';
import { DomainError } from '../../platform/problems/domain-error.js';
import { hashOfBearer } from './bearers.js';
import { describeDevice, DEVICE_SQL, type DeviceRow } from './device-row.js';

/** `$1`: the organisation. Those that were taken back are kept for their scans alone. */
const DEVICES_SQL = `
  SELECT ${DEVICE_SQL} FROM door_devices AS device
  WHERE device.organiser_id = $1 AND device.taken_back_at IS NULL`;

interface NewDevice {
  name: string;
  eventId?: string | null;
  gate?: string;
  own: boolean;
  linkHash: Buffer | null;
  bearerHash: Buffer | null;
}

/** Lends devices to the door and takes them back. The box office may, and everybody for a device of their own. */
@Injectable()
export class LendDevices {
  constructor(
    private readonly dataSource: DataSource,
    private readonly transactions: Transactions,
    private readonly access: OrganiserAccess,
    private readonly ids: Ids,
    private readonly audit: AuditTrail,
    private readonly settings: Settings,
  ) {}

  /** @throws DomainError ORGANISER_NOT_FOUND or FORBIDDEN */
  async list(organiserId: string, caller: Caller): Promise<DoorDeviceDto[]> {
    const { manager } = this.dataSource;
    await this.access.require(manager, caller, { organiserId }, 'box_office');
    const rows = await manager.query<DeviceRow[]>(
      `${DEVICES_SQL} ORDER BY device.lent_at, device.id`,
      [organiserId],
    );
    return rows.map(describeDevice);
  }

  /**
   * Lends a device by a link that works once.
   *
   * @throws DomainError ORGANISER_NOT_FOUND, EVENT_NOT_FOUND, FORBIDDEN or DOOR_DEVICE_LIMIT_EXCEEDED
   */
  async lend(
    organiserId: string,
    { name, eventId, gate }: LendDoorDeviceDto,
    caller: Caller,
    actor: Actor,
  ): Promise<LentDoorDeviceDto> {
    const { text, hash } = newSecret();
    const device = await this.transactions.run(async (manager) => {
      await this.access.requireAlone(manager, caller, organiserId, 'box_office');
      const address = { organiserId, eventId: eventId ?? undefined };
      await this.access.require(manager, caller, address, 'box_office');
      const lent = { name, eventId, gate, own: false, linkHash: hash, bearerHash: null };
      return this.add(manager, organiserId, lent, actor);
    });
    // Behind the #, so that no server's log is told the token.
    return Object.assign(device, { link: `${this.settings.PUBLIC_URL}/door#lend=${text}` });
  }

  /**
   * Makes a member's own device one of the door, for as long as they are a member.
   *
   * @throws DomainError ORGANISER_NOT_FOUND, UNAUTHENTICATED or DOOR_DEVICE_LIMIT_EXCEEDED
   */
  async useOwn(
    organiserId: string,
    { name }: UseOwnDoorDeviceDto,
    caller: Caller,
    actor: Actor,
  ): Promise<ConnectedDoorDeviceDto> {
    const bearer = `${DOOR_BEARER_PREFIX}${newSecret().text}`;
    const device = await this.transactions.run(async (manager) => {
      await this.access.requireAlone(manager, caller, organiserId, 'door');
      const own = { name, own: true, linkHash: null, bearerHash: hashOfBearer(bearer) };
      return this.add(manager, organiserId, own, { ...actor, actorId: caller.ownId });
    });
    return Object.assign(device, { bearer });
  }

  /** @throws DomainError ORGANISER_NOT_FOUND, FORBIDDEN or DOOR_DEVICE_NOT_FOUND */
  async takeBack(
    organiserId: string,
    deviceId: string,
    caller: Caller,
    actor: Actor,
  ): Promise<void> {
    await this.transactions.run(async (manager) => {
      const { actsAs } = await this.access.requireAlone(manager, caller, organiserId, 'door');
      const onlyOwnOf = mayActAs(actsAs, 'box_office') ? null : caller.ownId;
      const [[taken]] = await manager.query<[DeviceRow[], number]>(
        `UPDATE door_devices AS device
         SET taken_back_at = now(), link_hash = NULL, link_until = NULL
         WHERE device.organiser_id = $1 AND device.id = $2 AND device.taken_back_at IS NULL
           AND ($3::bigint IS NULL OR device.own AND device.lent_by = $3)
         RETURNING ${DEVICE_SQL}`,
        [organiserId, deviceId, onlyOwnOf],
      );
      if (!taken) throw deviceNotFound(deviceId);
      await this.record(manager, actor, 'door_device.taken_back', organiserId, {
        before: factsOf(taken),
        after: null,
      });
    });
  }

  private async add(
    manager: EntityManager,
    organiserId: string,
    { name, eventId = null, gate = '', own, linkHash, bearerHash }: NewDevice,
    actor: Actor,
  ): Promise<DoorDeviceDto> {
    const lent = await manager.query<unknown[]>(DEVICES_SQL, [organiserId]);
    if (lent.length >= DOOR_DEVICES_MAX) throw tooMany();
    const [row] = await manager.query<DeviceRow[]>(
      `INSERT INTO door_devices AS device (id, organiser_id, name, event_id, gate, own, link_hash,
         link_until, bearer_hash, connected_at, lent_by)
       VALUES ($1, $2, $3, $4, $5, $6, $7::bytea,
         CASE WHEN $7::bytea IS NOT NULL THEN now() + make_interval(mins => $8) END,
         $9::bytea, CASE WHEN $9::bytea IS NOT NULL THEN now() END, $10)
       RETURNING ${DEVICE_SQL}`,
      [
        this.ids.next(),
        organiserId,
        name,
        eventId,
        gate,
        own,
        linkHash,
        DOOR_LINK_MINUTES,
        bearerHash,
        actor.actorId,
      ],
    );
    if (!row) throw new Error('A device was not written.');
    await this.record(manager, actor, 'door_device.lent', organiserId, {
      before: null,
      after: factsOf(row),
    });
    return describeDevice(row);
  }

  private async record(
    manager: EntityManager,
    actor: Actor,
    action: `door_device.${string}`,
    organiserId: string,
    facts: { before: AuditFacts | null; after: AuditFacts | null },
  ): Promise<void> {
    const subject = { kind: 'organiser', id: organiserId } as const;
    await this.audit.record(manager, [{ ...actor, action, subject, ...facts }]);
  }
}

/** What the audit keeps of a device; not its name, which may say who somebody is. */
function factsOf({ id, eventId, gate, own }: DeviceRow): AuditFacts {
  return { doorDevice: id, eventId, gate, ownDevice: own };
}

export function deviceNotFound(deviceId: string): DomainError {
  return new DomainError(
    ProblemCode.DoorDeviceNotFound,
    `The organisation has no device ${deviceId}, or took it back.`,
  );
}

function tooMany(): DomainError {
  return new DomainError(
    ProblemCode.DoorDeviceLimitExceeded,
    `Limit: ${DOOR_DEVICES_MAX} devices per organisation. Take one back first.`,
    { limit: DOOR_DEVICES_MAX },
  );
}
