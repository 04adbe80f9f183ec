import type { HealthDto } from '@boxoffice/contracts';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../clock/clock.js';

/**
 * How long the database gets to answer, in milliseconds. Load balancers wait a few seconds at the
 * most, and must hear "unavailable" rather than nothing.
 */
const DATABASE_ANSWERS_WITHIN_MS = 2_000;

/** Looks whether the service can do its work. */
@Injectable()
export class Health {
  private readonly startedAt: number;

  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {
    this.startedAt = clock.elapsed();
  }

  async look(): Promise<HealthDto> {
    const up = await this.databaseAnswers();
    return {
      status: up ? 'OK' : 'UNAVAILABLE',
      timestamp: new Date(this.clock.now()).toISOString(),
      uptime: (this.clock.elapsed() - this.startedAt) / 1000,
      database: up ? 'up' : 'down',
    };
  }

  private async databaseAnswers(): Promise<boolean> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<boolean>((resolve) => {
      timer = setTimeout(() => resolve(false), DATABASE_ANSWERS_WITHIN_MS);
    });
    const answered = this.dataSource.query('SELECT 1').then(
      () => true,
      () => false,
    );
    return Promise.race([answered, late]).finally(() => clearTimeout(timer));
  }
}
