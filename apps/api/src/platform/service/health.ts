import type { HealthDto, ReadinessDto } from '@boxoffice/contracts';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../clock/clock.js';
import { databaseServer, retireConnectionsTo } from '../database/database-client.js';

/**
 * How long the database gets to answer, in milliseconds. Load balancers wait a few seconds at the
 * most, and must hear "unavailable" rather than nothing.
 */
const DATABASE_ANSWERS_WITHIN_MS = 2_000;

const READ_ONLY_SQL = `SELECT current_setting('transaction_read_only')::boolean AS "readOnly"`;

type DatabaseState = HealthDto['database'];

/** Looks whether the service can do its work. */
@Injectable()
export class Health {
  private readonly startedAt: number;
  private ending = false;

  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {
    this.startedAt = clock.elapsed();
  }

  async look(): Promise<HealthDto> {
    const database = await this.databaseState();
    return {
      status: database === 'up' ? 'OK' : 'UNAVAILABLE',
      timestamp: new Date(this.clock.now()).toISOString(),
      uptime: (this.clock.elapsed() - this.startedAt) / 1000,
      database,
    };
  }

  /** Whether requests should be sent here. */
  async readiness(): Promise<ReadinessDto> {
    if (this.ending) return { status: 'UNAVAILABLE', reason: 'ending' };
    const database = await this.databaseState();
    if (database === 'up') return { status: 'OK' };
    return {
      status: 'UNAVAILABLE',
      reason: database === 'read-only' ? 'database read-only' : 'database down',
    };
  }

  /** From here on the process is not ready, though it still answers: it is about to end. */
  beginToEnd(): void {
    this.ending = true;
  }

  /** Whether the process is about to end. */
  get isEnding(): boolean {
    return this.ending;
  }

  private async databaseState(): Promise<DatabaseState> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<DatabaseState>((resolve) => {
      timer = setTimeout(() => resolve('down'), DATABASE_ANSWERS_WITHIN_MS);
    });
    return Promise.race([this.askDatabase(), late]).finally(() => clearTimeout(timer));
  }

  private async askDatabase(): Promise<DatabaseState> {
    try {
      const [row] = await this.dataSource.query<{ readOnly: boolean }[]>(READ_ONLY_SQL);
      if (!row?.readOnly) return 'up';
      // An idle process would otherwise keep to a server that has been replaced until somebody buys.
      retireConnectionsTo(databaseServer(this.dataSource));
      return 'read-only';
    } catch {
      return 'down';
    }
  }
}
