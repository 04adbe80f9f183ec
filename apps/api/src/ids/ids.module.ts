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
import { LEASE_RENEWAL_MS, MachineLease } from './machine-lease.js';

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
  private timer?: NodeJS.Timeout;

  constructor(@Inject(MachineLease) private readonly lease: MachineLease) {}

  async onModuleInit(): Promise<void> {
    await this.lease.renew();
    this.timer = setInterval(() => void this.renew(), LEASE_RENEWAL_MS);
  }

  async onApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    // A database that is away at shutdown must not keep the process from ending: the lease runs out.
    await this.lease
      .release()
      .catch((error: unknown) => this.logger.warn(`Machine number not released: ${String(error)}`));
  }

  private async renew(): Promise<void> {
    try {
      await this.lease.renew();
    } catch (error) {
      this.logger.warn(`Lease of the machine number not renewed: ${String(error)}`);
    }
  }
}
