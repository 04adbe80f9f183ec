import type { OnApplicationShutdown } from '@nestjs/common';
import { createTransport, type NodemailerError } from 'nodemailer';
import type { Settings } from '../../config/settings.js';
import { MailRefusedError, MailTransport, type OutgoingMail } from './mail-transport.js';

/**
 * Longest waits for the mail server, in milliseconds: together less than the time after which the job
 * is taken back, so that a server that hangs does not get a mail from two processes.
 */
const CONNECTION_MS = 10_000;
const GREETING_MS = 10_000;
const SILENCE_MS = 20_000;

/** What a refusal was about, where it was about the mail: not our sender, and not our password. */
const ABOUT_THE_MAIL = new Set(['RCPT TO', 'DATA']);

/** Hands mails to a mail server. */
export class SmtpTransport extends MailTransport implements OnApplicationShutdown {
  readonly keeps = false;
  private readonly transport: ReturnType<typeof connectionsTo>;
  private readonly host: string;

  constructor(private readonly settings: Settings) {
    super();
    this.transport = connectionsTo(settings);
    this.host = /@([^\s<>@]+)>?$/.exec(settings.MAIL_FROM)?.[1] ?? 'localhost';
  }

  async deliver({ id, to, subject, html, text, enclosures }: OutgoingMail): Promise<void> {
    try {
      await this.transport.sendMail({
        from: this.settings.MAIL_FROM,
        // As an object: a string would be parsed, and could hold a second address.
        to: { name: to.name, address: to.address },
        messageId: `<${id}@${this.host}>`,
        subject,
        html,
        text,
        attachments: enclosures.map(({ fileName, contentType, content }) => ({
          filename: fileName,
          contentType,
          content,
        })),
        headers: { 'Auto-Submitted': 'auto-generated' },
      });
    } catch (error) {
      throw isFinal(error as NodemailerError)
        ? new MailRefusedError((error as Error).message)
        : error;
    }
  }

  onApplicationShutdown(): void {
    this.transport.close();
  }
}

function connectionsTo(settings: Settings) {
  return createTransport({
    pool: true,
    url: settings.SMTP_URL,
    maxConnections: settings.SMTP_CONNECTIONS,
    // Jobs are tried again by the queue, which knows what was sent.
    maxRequeues: 0,
    connectionTimeout: CONNECTION_MS,
    greetingTimeout: GREETING_MS,
    socketTimeout: SILENCE_MS,
    // No mail of ours is made of files or addresses; what a name says must never be read as one.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
}

function isFinal({ permanent, command }: NodemailerError): boolean {
  return permanent === true && command !== undefined && ABOUT_THE_MAIL.has(command);
}
