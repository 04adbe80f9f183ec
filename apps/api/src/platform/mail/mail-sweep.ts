import {
  Injectable,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Settings } from '../config/settings.js';
import { PeriodicTask } from '../periodic/periodic-task.js';

/** How often old mails are removed, in milliseconds. One may live an hour longer than it must. */
const SWEEP_INTERVAL_MS = 3_600_000;

/** Most mails that one statement removes: it stays within milliseconds, and the next goes on. */
const SWEPT_AT_ONCE = 1_000;

/** Forgets mails whose time is over, in every process. One that was never sent is not forgotten. */
@Injectable()
export class MailSweep implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly task: PeriodicTask;

  constructor(
    private readonly dataSource: DataSource,
    private readonly settings: Settings,
  ) {
    this.task = new PeriodicTask('MailSweep', SWEEP_INTERVAL_MS, async () => {
      return (await this.sweep()) === SWEPT_AT_ONCE;
    });
  }

  onApplicationBootstrap(): void {
    this.task.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.task.stop();
  }

  /** @returns how many were removed */
  async sweep(): Promise<number> {
    const [, removed] = await this.dataSource.query<[unknown, number]>(
      `DELETE FROM mails WHERE id IN (
         SELECT id FROM mails
         WHERE created_at < now() - make_interval(days => $1)
           AND (sent_at IS NOT NULL OR refused_at IS NOT NULL OR gathered_into IS NOT NULL)
         ORDER BY created_at LIMIT $2 FOR UPDATE SKIP LOCKED
       )`,
      [this.settings.MAIL_RETENTION_DAYS, SWEPT_AT_ONCE],
    );
    return removed;
  }
}
