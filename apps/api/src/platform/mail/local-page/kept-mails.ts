import { canonicalAddress } from '@boxoffice/contracts';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { writeMail, type WrittenMail } from '../letters/letters.js';
import type { MailTemplate, MailTemplates } from '../mail.js';

/** Most mails that the page lists; older ones are found by their address. */
const LISTED_MAX = 100;

interface KeptRow {
  id: string;
  template: MailTemplate;
  to_address: string;
  to_name: string;
  data: MailTemplates[MailTemplate];
  created_at: Date;
}

/** A mail that was kept instead of sent. */
export interface KeptMail extends WrittenMail {
  id: string;
  template: MailTemplate;
  to: { address: string; name: string };
  createdAt: string;
}

/** Reads the mails that were kept instead of sent. */
@Injectable()
export class KeptMails {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * The newest first.
   *
   * @param to of this address alone, however it is written
   */
  async list(to?: string): Promise<KeptMail[]> {
    const rows = await this.dataSource.query<KeptRow[]>(
      `SELECT id, template, to_address, to_name, data, created_at FROM mails
       WHERE data IS NOT NULL AND gather_at IS NULL AND ($1::text IS NULL OR to_address = $1)
       ORDER BY id DESC LIMIT $2`,
      [to === undefined ? null : (canonicalAddress(to) ?? to), LISTED_MAX],
    );
    return rows.map(written);
  }

  async find(id: string): Promise<KeptMail | undefined> {
    const rows = await this.dataSource.query<KeptRow[]>(
      `SELECT id, template, to_address, to_name, data, created_at FROM mails
       WHERE id = $1 AND data IS NOT NULL AND gather_at IS NULL`,
      [id],
    );
    return rows.map(written)[0];
  }
}

function written({ id, template, to_address, to_name, data, created_at }: KeptRow): KeptMail {
  return {
    id,
    template,
    to: { address: to_address, name: to_name },
    createdAt: created_at.toISOString(),
    ...writeMail(template, data),
  };
}
