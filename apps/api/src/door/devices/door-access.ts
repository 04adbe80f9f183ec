import { ProblemCode } from '@boxoffice/contracts';
import {
  applyDecorators,
  createParamDecorator,
  Injectable,
  UseGuards,
  type CanActivate,
  type ExecutionContext,
} from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { DataSource } from 'typeorm';
import { Access } from '../../platform/access/access.js';
import { doorBearerOf } from '../../platform/access/door-bearer.js';
import { DomainError } from '../../platform/problems/domain-error.js';
import { IS_OPEN_SQL } from '../../users/standing.js';
import { hashOfBearer } from './bearers.js';
import { DEVICE_SQL, type DeviceRow } from './device-row.js';

/** The device that asks. */
export interface AskingDevice extends DeviceRow {
  organiserId: string;
  organiser: string;
}

/**
 * Asked of the database each time: a device that was taken back, or whose member has left, does nothing more. A
 * look at the clock saves a write with each request.
 */
const ASKING_SQL = `
  WITH asking AS (
    SELECT ${DEVICE_SQL}, device.organiser_id AS "organiserId", organiser.name AS organiser
    FROM door_devices AS device JOIN organisers AS organiser ON organiser.id = device.organiser_id
    WHERE device.bearer_hash = $1 AND device.taken_back_at IS NULL
      AND (NOT device.own OR EXISTS (
        SELECT FROM organiser_members AS member JOIN users ON users.id = member.user_id
        WHERE member.organiser_id = device.organiser_id AND member.user_id = device.lent_by
          AND ${IS_OPEN_SQL}))
  ), seen AS (
    UPDATE door_devices SET last_seen_at = now() FROM asking
    WHERE door_devices.id = asking.id
      AND (asking."lastSeenAt" IS NULL OR asking."lastSeenAt" < now() - interval '1 minute')
  )
  SELECT * FROM asking`;

type DoorRequest = FastifyRequest & { doorDevice?: AskingDevice };

/** Lets in devices that were lent, and nobody else. */
@Injectable()
export class DoorDeviceGuard implements CanActivate {
  constructor(private readonly dataSource: DataSource) {}

  /** @throws DomainError UNAUTHENTICATED */
  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<DoorRequest>();
    const bearer = doorBearerOf(request.headers.authorization);
    const [device] = bearer
      ? await this.dataSource.query<AskingDevice[]>(ASKING_SQL, [hashOfBearer(bearer)])
      : [];
    if (!device) {
      throw new DomainError(
        ProblemCode.Unauthenticated,
        'This device was taken back. Ask for a new link.',
      );
    }
    request.doorDevice = device;
    return true;
  }
}

/** Declares that a route is for devices at the door. */
export function DoorAccess() {
  return applyDecorators(Access('door_device'), UseGuards(DoorDeviceGuard));
}

/** The device that asks, in a handler's parameters. */
export const CurrentDoorDevice = createParamDecorator(
  (_: unknown, context: ExecutionContext): AskingDevice => {
    const { doorDevice } = context.switchToHttp().getRequest<DoorRequest>();
    if (!doorDevice) throw new Error('The route asks for a device, but lets others in.');
    return doorDevice;
  },
);
