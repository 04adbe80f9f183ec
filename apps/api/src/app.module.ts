import { Module, type DynamicModule } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_PIPE } from '@nestjs/core';
import type { DataSource } from 'typeorm';
import { AuditModule } from './audit/audit.module.js';
import { AccessGuard } from './auth/access.guard.js';
import { AccountsModule } from './accounts/accounts.module.js';
import { AuthModule } from './auth/auth.module.js';
import { BookingModule } from './booking/booking.module.js';
import { ClockModule } from './clock/clock.module.js';
import { SettingsModule } from './config/settings.module.js';
import type { Settings } from './config/settings.js';
import { DatabaseModule } from './database/database.module.js';
import { EventsModule } from './events/events.module.js';
import { ProblemFilter } from './http/problem-filter.js';
import { RequestSizeGuard } from './http/request-size/request-size.guard.js';
import { RequestValidation } from './http/validation/validation-pipe.js';
import { IdempotencyModule } from './idempotency/idempotency.module.js';
import { IdsModule } from './ids/ids.module.js';
import { JobsModule } from './jobs/jobs.module.js';
import { MailModule } from './mail/mail.module.js';
import { PersonalDataModule } from './privacy/personal-data.module.js';
import { PrivacyModule } from './privacy/privacy.module.js';
import { AccountLimitGuard, AddressLimitGuard } from './rate-limits/rate-limit.guards.js';
import { RateLimitsModule } from './rate-limits/rate-limits.module.js';
import { ServiceModule } from './service/service.module.js';
import { TicketsModule } from './tickets/tickets.module.js';
import { UsersModule } from './users/users.module.js';

@Module({})
export class AppModule {
  static with(settings: Settings, dataSource: DataSource): DynamicModule {
    return {
      module: AppModule,
      imports: [
        SettingsModule.with(settings),
        DatabaseModule.with(dataSource),
        ClockModule,
        IdsModule,
        PersonalDataModule,
        AuditModule,
        IdempotencyModule,
        AuthModule,
        AccountsModule,
        JobsModule,
        MailModule.with(settings),
        RateLimitsModule,
        ServiceModule,
        UsersModule,
        EventsModule,
        TicketsModule,
        BookingModule,
        PrivacyModule,
      ],
      providers: [
        // In this order: who asks too often is not even asked who they are.
        { provide: APP_GUARD, useClass: AddressLimitGuard },
        { provide: APP_GUARD, useClass: AccessGuard },
        { provide: APP_GUARD, useClass: AccountLimitGuard },
        { provide: APP_GUARD, useClass: RequestSizeGuard },
        { provide: APP_PIPE, useClass: RequestValidation },
        { provide: APP_FILTER, useClass: ProblemFilter },
      ],
    };
  }
}
