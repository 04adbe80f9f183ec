import { ProblemCode, type ConnectedDoorDeviceDto } from '@boxoffice/contracts';
import { Injectable } from '@nestjs/common';
import { hashOfSecret, newSecret } from '../../auth/sessions/secrets.js';
import { DOOR_BEARER_PREFIX } from '../../platform/access/door-bearer.js';
import { Transactions } from '../../platform/database/in-transaction.js';
import { DomainError } from '../../platform/problems/domain-error.js';
import { hashOfBearer } from './bearers.js';
import { describeDevice, DEVICE_SQL, type DeviceRow } from './device-row.js';

/** Makes the device that opens a link one of the door. */
@Injectable()
export class ConnectDevice {
  constructor(private readonly transactions: Transactions) {}

  /**
   * The link is used up and the bearer written in one statement: of two who open it, one is a device.
   *
   * @throws DomainError TOKEN_INVALID
   */
  async execute(token: string): Promise<ConnectedDoorDeviceDto> {
    const bearer = `${DOOR_BEARER_PREFIX}${newSecret().text}`;
    const row = await this.transactions.run(async (manager) => {
      const [[connected]] = await manager.query<[DeviceRow[], number]>(
        `UPDATE door_devices AS device
         SET link_hash = NULL, link_until = NULL, bearer_hash = $2, connected_at = now()
         WHERE device.link_hash = $1 AND device.link_until > now() AND device.taken_back_at IS NULL
         RETURNING ${DEVICE_SQL}`,
        [hashOfSecret(token), hashOfBearer(bearer)],
      );
      return connected;
    });
    if (!row) {
      throw new DomainError(
        ProblemCode.TokenInvalid,
        'This link has expired, or has been opened already. Ask for a new one.',
      );
    }
    return Object.assign(describeDevice(row), { bearer });
  }
}
