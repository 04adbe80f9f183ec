import { canonicalAddress } from '@boxoffice/contracts';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Ids } from '../ids/ids.module.js';
import { Jobs } from '../jobs/jobs.js';
import type { Mail } from './mail.js';
import { cutText, oneLine, refuseUnmailable } from './mail-text.js';

/**
 * Most mails of one job: those that a dead process leaves unsent wait together, and one that is sent
 * a second time should be one of few.
 */
const MAILS_A_JOB = 20;

/** Longest name that is written beside an address, in code points: beyond it, no mail program shows more. */
const NAME_MAX = 100;

/** Takes mails over, to be sent once the transaction that they follow from has committed. */
@Injectable()
export class Mails {
  constructor(
    private readonly ids: Ids,
    private readonly jobs: Jobs,
  ) {}

  /**
   * Writes mails, and the jobs that send them, in the caller's transaction: two statements, however
   * many mails they are. Nothing is sent when it rolls back, and nothing is lost when it commits.
   */
  async enqueue(manager: EntityManager, ...mails: Mail[]): Promise<void> {
    if (mails.length === 0) return;
    const rows = mails.map(({ template, to, data, once }) => {
      refuseUnmailable(to.address);
      return {
        id: this.ids.next(),
        template,
        // The key is what was proved, so the key is what is mailed, told and erased by.
        to_address: canonicalAddress(to.address) ?? to.address,
        to_name: cutText(oneLine(to.name), NAME_MAX),
        data,
        once_key: once,
      };
    });
    const written = await manager.query<{ id: string }[]>(
      `INSERT INTO mails (id, template, to_address, to_name, data, once_key)
       SELECT id, template, to_address, to_name, data, once_key
       FROM jsonb_to_recordset($1::jsonb) AS mail (id bigint, template text, to_address text,
         to_name text, data jsonb, once_key text)
       ON CONFLICT (once_key) DO NOTHING
       RETURNING id`,
      [storable(rows)],
    );
    if (written.length === 0) return;
    const jobs: { mailIds: string[] }[] = [];
    for (let from = 0; from < written.length; from += MAILS_A_JOB) {
      jobs.push({ mailIds: written.slice(from, from + MAILS_A_JOB).map(({ id }) => id) });
    }
    await this.jobs.enqueue(manager, 'send-mails', ...jobs);
  }
}

/** As JSON that PostgreSQL takes: a name may hold NUL, or half of a surrogate pair. */
function storable(rows: object[]): string {
  return JSON.stringify(rows, (_key, value: unknown) =>
    typeof value === 'string' ? value.toWellFormed().replaceAll('\0', '') : value,
  );
}
