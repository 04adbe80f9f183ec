import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import {
  EXPORTED_MAX,
  PersonalData,
  type Person,
  type PersonalDataHolder,
} from '../platform/personal-data/personal-data.js';

/** Devices that somebody lent to the door, or used there. Scans name devices and tickets, and nobody. */
@Injectable()
export class DoorData implements PersonalDataHolder, OnModuleInit {
  readonly kind = 'doorDevices';

  constructor(private readonly personalData: PersonalData) {}

  onModuleInit(): void {
    this.personalData.heldBy(this);
  }

  async export(manager: EntityManager, { id }: Person): Promise<unknown[]> {
    return manager.query(
      `SELECT device.name, organiser.name AS organiser, device.own, device.lent_at AS "lentAt",
         device.taken_back_at AS "takenBackAt"
       FROM door_devices AS device JOIN organisers AS organiser ON organiser.id = device.organiser_id
       WHERE device.lent_by = $1 ORDER BY device.lent_at DESC LIMIT $2`,
      [id, EXPORTED_MAX],
    );
  }

  /** Their own devices stop, and are called nothing any more; what they lent to others goes on scanning. */
  async erase(manager: EntityManager, { id }: Person): Promise<void> {
    await manager.query(
      `UPDATE door_devices SET lent_by = NULL,
         name = CASE WHEN own THEN '–' ELSE name END,
         taken_back_at = CASE WHEN own THEN coalesce(taken_back_at, now()) ELSE taken_back_at END
       WHERE lent_by = $1`,
      [id],
    );
  }
}
