import { Transform, Type } from 'class-transformer';
import { IsIn, IsInt, IsOptional, IsUrl, Matches, Max, Min } from 'class-validator';
import { RetentionSettings } from './retention-settings.js';

/** So that a path can follow. */
const WithoutSlash = (): PropertyDecorator =>
  Transform(({ value }) =>
    typeof value === 'string' ? value.replace(/\/+$/, '') : (value as unknown),
  );

/** The settings of jobs, and of the mails that they send. */
export abstract class MailSettings extends RetentionSettings {
  /** Where people reach the web application: links in mails begin with it. */
  @WithoutSlash()
  @IsUrl(
    { protocols: ['http', 'https'], require_protocol: true, require_tld: false },
    { message: 'PUBLIC_URL must be an address like https://tickets.example' },
  )
  PUBLIC_URL = 'http://localhost:3001';

  /**
   * `smtp` sends mails; `keep` keeps them, to be read at `/dev/mail` on this machine. In production
   * nothing but `smtp` is taken: a mail that nobody gets is lost.
   */
  @IsIn(['keep', 'smtp'])
  MAIL_TRANSPORT: 'keep' | 'smtp' = 'keep';

  /** The mail server that takes our mails, with user and password where it wants them. */
  @IsOptional()
  @Matches(/^smtps?:\/\/[^/]+/, {
    message: 'SMTP_URL must be a mail server: smtp://user:password@host:port, or smtps://…',
  })
  SMTP_URL?: string;

  /** From whom mails come: an address, or a name and an address. */
  @Matches(/^([^<>"\r\n]{1,100} <[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/, {
    message: 'MAIL_FROM must be an address: Boxoffice <tickets@boxoffice.example>',
  })
  MAIL_FROM = 'Boxoffice <tickets@boxoffice.example>';

  /** Connections to the mail server of one process: few, as servers refuse more from one client. */
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(50)
  SMTP_CONNECTIONS = 3;

  /** Wait before a mail is tried again that the server did not take, in seconds; doubled each time. */
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(3_600)
  MAIL_RETRY_SECONDS = 10;

  /** Longest such wait, in seconds: how late a mail may be once the server is back. */
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

  /** How long is known which mails were sent to whom, in days; what they said is not kept at all. */
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(3_650)
  MAIL_RETENTION_DAYS = 30;

  /** Connections to the database of one process for its jobs, beside DATABASE_POOL_SIZE. */
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(20)
  JOBS_POOL_SIZE = 2;

  /**
   * How often a process looks for jobs of others, in seconds; for its own it looks at once. Each look
   * is one statement a kind of job.
   */
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(60)
  JOBS_POLL_SECONDS = 5;

  /** How often jobs whose process has died are taken back, in seconds. */
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(3_600)
  JOBS_SUPERVISE_SECONDS = 30;
}
