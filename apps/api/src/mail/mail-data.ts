import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import {
  PersonalData,
  TOLD_MAX,
  type Person,
  type PersonalDataHolder,
} from '../privacy/personal-data.js';

/** Which mails people were sent. */
@Injectable()
export class MailData implements PersonalDataHolder, OnModuleInit {
  readonly kind = 'mails';

  constructor(private readonly personalData: PersonalData) {}

  onModuleInit(): void {
    this.personalData.heldBy(this);
  }

  async tell(manager: EntityManager, { emailKey }: Person): Promise<unknown[]> {
    return manager.query(
      `SELECT id, template, to_address AS "toAddress", to_name AS "toName",
         created_at AS "createdAt", sent_at AS "sentAt"
       FROM mails WHERE to_address = $1 ORDER BY id DESC LIMIT $2`,
      [emailKey, TOLD_MAX],
    );
  }

  /** Those that are not sent yet, too: nobody wants them any more. */
  async forget(manager: EntityManager, { emailKey }: Person): Promise<void> {
    await manager.query(`DELETE FROM mails WHERE to_address = $1`, [emailKey]);
  }
}
