import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import {
  PersonalData,
  EXPORTED_MAX,
  type Person,
  type PersonalDataHolder,
} from '../personal-data/personal-data.js';

/** Which mails people were sent. */
@Injectable()
export class MailData implements PersonalDataHolder, OnModuleInit {
  readonly kind = 'mails';

  constructor(private readonly personalData: PersonalData) {}

  onModuleInit(): void {
    this.personalData.heldBy(this);
  }

  async export(manager: EntityManager, { emailKey }: Person): Promise<unknown[]> {
    return manager.query(
      `SELECT mail.id, mail.template, mail.to_address AS "toAddress", mail.to_name AS "toName",
         mail.created_at AS "createdAt", coalesce(mail.sent_at, together.sent_at) AS "sentAt",
         mail.gathered_into AS "sentTogetherAs"
       FROM mails AS mail LEFT JOIN mails AS together ON together.id = mail.gathered_into
       WHERE mail.to_address = $1 ORDER BY mail.id DESC LIMIT $2`,
      [emailKey, EXPORTED_MAX],
    );
  }

  /**
   * Those that are not sent yet, too: nobody wants them any more. Locked in the order of their ids, as by
   * whoever gathers them at the same moment.
   */
  async erase(manager: EntityManager, { emailKey }: Person): Promise<void> {
    await manager.query(
      `DELETE FROM mails WHERE id IN (
         SELECT id FROM mails WHERE to_address = $1 ORDER BY id FOR UPDATE)`,
      [emailKey],
    );
  }
}
