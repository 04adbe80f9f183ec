import {
  Global,
  Inject,
  Logger,
  Module,
  type OnApplicationShutdown,
  type OnModuleInit,
} from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../clock/clock.js';
import { Settings } from '../config/settings.js';
import { PeriodicTask } from '../periodic/periodic-task.js';
import { LEASE_RENEWAL_MS, LEASE_RETRY_MS, MachineLease } from './machine-lease.js';

/** Makes the ids of everything that is created here. */
export abstract class Ids {
  /** A new id, as a decimal string; throws `IdLeaseLostError` while none may be made. */
  abstract next(): string;
}

/** Leases the machine number before the first request, and renews it while the process lives. */
@Global()
@Module({
  providers: [
    {
      provide: MachineLease,
      inject: [DataSource, Clock, Settings],
      useFactory: (dataSource: DataSource, clock: Clock, settings: Settings) =>
        new MachineLease(dataSource, clock, settings.DATA_CENTER),
    },
    { provide: Ids, useExisting: MachineLease },
  ],
  exports: [Ids],
})
export class IdsModule implements OnModuleInit, OnApplicationShutdown {
  private readonly logger = new Logger('Ids');
  private readonly renewal: PeriodicTask;

  constructor(@Inject(MachineLease) private readonly lease: MachineLease) {
    const renew = async (): Promise<boolean> => {
      await this.lease.renew();
      return false;
    };
    this.renewal = new PeriodicTask('Ids', LEASE_RENEWAL_MS, renew, LEASE_RETRY_MS);
  }

  async onModuleInit(): Promise<void> {
    await this.lease.renew();
    this.renewal.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.renewal.stop();
    // A database that is away at shutdown must not keep the process from ending: the lease runs out.
    await this.lease
      .release()
      .catch((error: unknown) => this.logger.warn(`Machine number not released: ${String(error)}`));
  }
}
