import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import type { NodemailerError } from 'nodemailer';
import { DataSource } from 'typeorm';
import { Jobs } from '../../jobs/jobs.js';
import { writeMail } from '../letters/letters.js';
import type { MailTemplate, MailTemplates, WrittenIn } from '../mail.js';
import { cutText, oneLine } from '../../text/plain-text.js';
import { Enclosures, type Enclosure } from './enclosures.js';
import { MailRefusedError, MailTransport } from './mail-transport.js';

/** Longest error that is kept beside a mail: a server's answer, not its novel. */
const ERROR_MAX = 500;

interface UnsentMail {
  id: string;
  template: MailTemplate;
  to_address: string;
  to_name: string;
  data: MailTemplates[MailTemplate] & WrittenIn;
}

/** Some mails of a job could not be sent now; the job is tried again for them. */
export class MailsDelayedError extends Error {}

/**
 * Sends the mails of a job. Each says by itself whether it was sent, so that a job that runs again
 * sends those alone that were not; only a crash between the mail server's answer and the note of it
 * lets a mail go out twice, and then under the same Message-ID.
 */
@Injectable()
export class SendMails implements OnModuleInit {
  private readonly logger = new Logger('Mail');

  constructor(
    private readonly dataSource: DataSource,
    private readonly transport: MailTransport,
    private readonly jobs: Jobs,
    private readonly enclosures: Enclosures,
  ) {}

  onModuleInit(): void {
    this.jobs.handle('send-mails', ({ mailIds }) => this.execute(mailIds));
    this.jobs.handle('send-tickets', ({ mailIds }) => this.execute(mailIds));
  }

  /** @throws MailsDelayedError where some were neither sent nor refused for good */
  async execute(mailIds: string[]): Promise<void> {
    const unsent = await this.dataSource.query<UnsentMail[]>(
      `SELECT id, template, to_address, to_name, data FROM mails
       WHERE id = ANY($1) AND sent_at IS NULL AND refused_at IS NULL
         AND gather_at IS NULL AND gathered_into IS NULL`,
      [mailIds],
    );
    const results = await Promise.allSettled(unsent.map((mail) => this.send(mail)));
    const failed = results.flatMap((result) =>
      result.status === 'rejected' ? [result.reason as unknown] : [],
    );
    if (failed.length > 0) {
      throw new MailsDelayedError(
        `${failed.length} of ${unsent.length} mails not sent: ${kindOf(failed[0])}`,
      );
    }
  }

  private async send(mail: UnsentMail): Promise<void> {
    try {
      const enclosures = await this.enclosed(mail);
      await this.transport.deliver({
        id: mail.id,
        to: { address: mail.to_address, name: mail.to_name },
        ...writeMail(mail.template, mail.data, enclosures.length > 0),
        enclosures,
      });
    } catch (error) {
      const refused = error instanceof MailRefusedError;
      await this.note(mail, refused, error);
      if (!refused) throw error;
      this.logger.warn(`Mail ${mail.id} (${mail.template}) was refused by the mail server.`);
      return;
    }
    await this.dataSource.query(
      // A mail may hold a link that opens an account: what was said is forgotten once it is.
      `UPDATE mails SET sent_at = now(), attempts = attempts + 1, last_error = NULL,
         data = CASE WHEN $2 THEN data END
       WHERE id = $1`,
      [mail.id, this.transport.keeps],
    );
  }

  /** Made for those that leave the house alone: nobody opens the files of others. */
  private async enclosed({ template, to_address, data }: UnsentMail): Promise<Enclosure[]> {
    if (this.transport.keeps) return [];
    return this.enclosures.of(template, { to: to_address, data });
  }

  private async note({ id }: UnsentMail, refused: boolean, error: unknown): Promise<void> {
    const message = oneLine(error instanceof Error ? error.message : String(error));
    await this.dataSource.query(
      `UPDATE mails SET attempts = attempts + 1, last_error = $2,
         refused_at = CASE WHEN $3 THEN now() END
       WHERE id = $1`,
      [id, cutText(message, ERROR_MAX), refused],
    );
  }
}

/** For the log, which names nobody: what a server answers repeats the address. */
function kindOf(error: unknown): string {
  const { name, code, responseCode } = error as NodemailerError;
  return [code ?? name, responseCode].filter((part) => part !== undefined).join(' ');
}
