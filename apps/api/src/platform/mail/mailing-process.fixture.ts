import type { DataSource } from 'typeorm';
import { readSettings } from '../config/read-settings.js';
import { createDataSource } from '../database/data-source.js';
import { Transactions } from '../database/in-transaction.js';
import { Ids } from '../ids/ids.module.js';
import { installJobs } from '../jobs/install-jobs.js';
import { Jobs } from '../jobs/jobs.js';
import type { Mail } from './mail.js';
import { GatherConfirmations } from './gather-confirmations.js';
import { MailBudgets } from './mail-budgets.js';
import { Mails } from './mails.js';
import { Enclosures } from './outgoing/enclosures.js';
import { MailTransport } from './outgoing/mail-transport.js';
import { SendMails } from './outgoing/send-mails.js';
import { SmtpTransport } from './outgoing/smtp-transport.js';
import { SCHEMA } from '../../schema/boxoffice-schema.js';

class CountedIds extends Ids {
  private last = 0;

  constructor(private readonly first: number) {
    super();
  }

  override next(): string {
    this.last += 1;
    return String(this.first + this.last);
  }
}

/** What one process has of its own to send mails with, on a database that it may share. */
export interface MailingProcess {
  jobs: Jobs;
  dataSource: DataSource;
  mails: Mails;
  sendMails: SendMails;
  enclosures: Enclosures;
  gather: GatherConfirmations;
  /** Writes mails in a transaction, which commits unless it is told to fail. */
  enqueue(mails: Mail[], failure?: Error): Promise<void>;
  /** Begins to carry jobs out. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * @param first its ids begin here
 * @param transport instead of the mail server of the URL
 * @param more settings
 */
export async function mailingProcess(
  databaseUrl: string,
  smtpUrl: string,
  first = 1_000,
  transport?: MailTransport,
  more: Readonly<Record<string, string>> = {},
): Promise<MailingProcess> {
  const settings = readSettings({
    DATABASE_URL: databaseUrl,
    MAIL_TRANSPORT: 'smtp',
    SMTP_URL: smtpUrl,
    MAIL_FROM: 'Boxoffice <tickets@tickets.example>',
    MAIL_RETRY_SECONDS: '1',
    MAIL_RETRY_MAX_SECONDS: '1',
    JOBS_POLL_SECONDS: '1',
    JOBS_SUPERVISE_SECONDS: '1',
    ...more,
  });
  const dataSource: DataSource = await createDataSource(settings, SCHEMA).initialize();
  await installJobs(databaseUrl);
  const jobs = new Jobs(dataSource, settings);
  const smtp = transport ?? new SmtpTransport(settings);
  const enclosures = new Enclosures();
  const sendMails = new SendMails(dataSource, smtp, jobs, enclosures);
  const budgets = new MailBudgets(settings);
  const mails = new Mails(new CountedIds(first), jobs, budgets);
  const transactions = new Transactions(dataSource);
  sendMails.onModuleInit();
  return {
    jobs,
    dataSource,
    mails,
    sendMails,
    enclosures,
    gather: new GatherConfirmations(dataSource, transactions, budgets, mails, settings),
    enqueue: (wanted, failure) =>
      transactions.run(async (manager) => {
        await mails.enqueue(manager, ...wanted);
        if (failure) throw failure;
      }),
    start: () => jobs.onApplicationBootstrap(),
    stop: async () => {
      await jobs.beforeApplicationShutdown();
      if (smtp instanceof SmtpTransport) smtp.onApplicationShutdown();
      await dataSource.destroy();
    },
  };
}
