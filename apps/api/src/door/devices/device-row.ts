import type { DoorDeviceDto } from '@boxoffice/contracts';

/** A device, as the database has it. */
export interface DeviceRow extends Omit<DoorDeviceDto, 'lentAt' | 'connectedAt' | 'lastSeenAt'> {
  lentAt: Date;
  connectedAt: Date | null;
  lastSeenAt: Date | null;
}

/** The columns of a `device` that are shown. */
export const DEVICE_SQL = `device.id, device.name, device.event_id AS "eventId", device.gate, device.own,
  device.lent_at AS "lentAt", device.connected_at AS "connectedAt", device.last_seen_at AS "lastSeenAt"`;

export function describeDevice({
  id,
  name,
  eventId,
  gate,
  own,
  lentAt,
  connectedAt,
  lastSeenAt,
}: DeviceRow): DoorDeviceDto {
  return {
    id,
    name,
    eventId,
    gate,
    own,
    lentAt: lentAt.toISOString(),
    connectedAt: connectedAt?.toISOString() ?? null,
    lastSeenAt: lastSeenAt?.toISOString() ?? null,
  };
}
