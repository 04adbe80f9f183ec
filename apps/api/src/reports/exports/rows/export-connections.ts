import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { DataSource, QueryRunner } from 'typeorm';
import { Settings } from '../../../platform/config/settings.js';
import { createDataSource } from '../../../platform/database/data-source.js';

/**
 * Database connections of their own, as many as there are exports at once: a slow download must take none of those that
 * tickets are sold by. They are opened with the first export, and closed a while after the last.
 */
@Injectable()
export class ExportConnections implements OnApplicationShutdown {
  private source: Promise<DataSource> | undefined;

  constructor(private readonly settings: Settings) {}

  async connect(): Promise<QueryRunner> {
    this.source ??= this.open();
    const runner = (await this.source).createQueryRunner();
    await runner.connect();
    return runner;
  }

  async onApplicationShutdown(): Promise<void> {
    const source = await this.source?.catch(() => undefined);
    await source?.destroy();
  }

  private async open(): Promise<DataSource> {
    const { DATABASE_URL, DATABASE_WAIT_MS, EXPORTS_AT_ONCE } = this.settings;
    const settings = { DATABASE_URL, DATABASE_WAIT_MS, DATABASE_POOL_SIZE: EXPORTS_AT_ONCE };
    try {
      return await createDataSource(settings, { entities: [], migrations: [] }).initialize();
    } catch (error) {
      this.source = undefined;
      throw error;
    }
  }
}
