import { Transform, Type } from 'class-transformer';
import { IsIn, IsInt, IsOptional, IsUrl, Matches, Max, Min } from 'class-validator';
import { ImageSettings } from './image-settings.js';

/** So that a path can follow. */
const WithoutSlash = (): PropertyDecorator =>
  Transform(({ value }) =>
    typeof value === 'string' ? value.replace(/\/+$/, '') : (value as unknown),
  );

/** Mail and background jobs. */
export abstract class MailSettings extends ImageSettings {
  /** Where people reach the web application; links in mails start with it. Must be https in production. */
  @WithoutSlash()
  @IsUrl(
    { protocols: ['http', 'https'], require_protocol: true, require_tld: false },
    { message: 'PUBLIC_URL must be an address like https://tickets.example' },
  )
  PUBLIC_URL = 'http://localhost:3001';

  /**
   * `smtp` sends mails through a server. `keep` stores them and shows them at `/dev/mail` on this machine;
   * production refuses it.
   */
  @IsIn(['keep', 'smtp'])
  MAIL_TRANSPORT: 'keep' | 'smtp' = 'keep';

  /**
   * Mail server of `MAIL_TRANSPORT=smtp`: `smtp://user:password@host:587`, or `smtps://` for TLS from the
   * start.
   */
  @IsOptional()
  @Matches(/^smtps?:\/\/[^/]+/, {
    message: 'SMTP_URL must be a mail server: smtp://user:password@host:port, or smtps://…',
  })
  SMTP_URL?: string;

  /** Sender of mails: an address, or a name and an address. */
  @Matches(/^([^<>"\r\n]{1,100} <[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/, {
    message: 'MAIL_FROM must be an address: Boxoffice <tickets@boxoffice.example>',
  })
  MAIL_FROM = 'Boxoffice <tickets@boxoffice.example>';

  /** Connections to the mail server per process. Few, because servers refuse more from one client. */
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(50)
  SMTP_CONNECTIONS = 3;

  /** First wait, in seconds, before a mail that the server didn't accept is retried; doubled each time. */
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(3_600)
  MAIL_RETRY_SECONDS = 10;

  /** Longest wait between retries, in seconds: how late a mail may be once the server is back. */
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(86_400)
  MAIL_RETRY_MAX_SECONDS = 600;

  /** How often confirmations that were held back are checked and sent together, in seconds. */
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(3_600)
  MAIL_GATHER_SECONDS = 30;

  /** How long a record of who was sent which mail is kept, in days. The content isn't kept at all. */
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(3_650)
  MAIL_RETENTION_DAYS = 30;

  /** Database connections per process for background jobs, in addition to `DATABASE_POOL_SIZE`. */
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(20)
  JOBS_POOL_SIZE = 2;

  /**
   * How often a process looks for jobs created by others, in seconds; it runs its own at once. Each poll is
   * one statement per kind of job.
   */
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(60)
  JOBS_POLL_SECONDS = 10;

  /** How often jobs of dead processes are taken back, in seconds. */
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(3_600)
  JOBS_SUPERVISE_SECONDS = 30;
}
