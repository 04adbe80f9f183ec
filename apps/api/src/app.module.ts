import { ReserveDto } from '@boxoffice/contracts';
import { Module, type DynamicModule } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_PIPE } from '@nestjs/core';
import type { DataSource } from 'typeorm';
import { ApiIndexModule } from './api-index/api-index.module.js';
import { AdmissionModule } from './admission/admission.module.js';
import { AuditModule } from './platform/audit/audit.module.js';
import { AccessGuard } from './auth/access.guard.js';
import { AccountsModule } from './accounts/accounts.module.js';
import { AttendeesModule } from './attendees/attendees.module.js';
import { AuthModule } from './auth/auth.module.js';
import { BookingModule } from './booking/booking.module.js';
import { BoxOfficeModule } from './box-office/box-office.module.js';
import { CheckoutModule } from './checkout/checkout.module.js';
import { ClockModule } from './platform/clock/clock.module.js';
import { SettingsModule } from './platform/config/settings.module.js';
import type { Settings } from './platform/config/settings.js';
import { DatabaseModule } from './platform/database/database.module.js';
import { DoorModule } from './door/door.module.js';
import { EventsModule } from './events/events.module.js';
import { OrganisersModule } from './organisers/organisers.module.js';
import { ProblemFilter } from './platform/http/problem-filter.js';
import { RequestSizeGuard } from './platform/http/request-size/request-size.guard.js';
import { RequestValidation } from './platform/http/validation/validation-pipe.js';
import { IdempotencyModule } from './platform/idempotency/idempotency.module.js';
import { IdsModule } from './platform/ids/ids.module.js';
import { InvoicesModule } from './invoices/invoices.module.js';
import { JobsModule } from './platform/jobs/jobs.module.js';
import { LedgerModule } from './ledger/ledger.module.js';
import { MailModule } from './platform/mail/mail.module.js';
import { PersonalDataModule } from './platform/personal-data/personal-data.module.js';
import { PortalModule } from './portal/portal.module.js';
import { PrivacyModule } from './privacy/privacy.module.js';
import { AccountLimitGuard, AddressLimitGuard } from './platform/rate-limits/rate-limit.guards.js';
import { RateLimitsModule } from './platform/rate-limits/rate-limits.module.js';
import { ReportsModule } from './reports/reports.module.js';
import { ServiceModule } from './platform/service/service.module.js';
import { TicketCapacityModule } from './tickets/capacity/ticket-capacity.module.js';
import { TicketPapersModule } from './ticket-papers/ticket-papers.module.js';
import { TicketsModule } from './tickets/tickets.module.js';
import { TransfersModule } from './transfers/transfers.module.js';
import { UsersModule } from './users/users.module.js';
import { WaitlistModule } from './waitlist/waitlist.module.js';
import { WebhooksModule } from './webhooks/webhooks.module.js';

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
        ApiIndexModule,
        UsersModule,
        OrganisersModule,
        EventsModule,
        TicketsModule,
        TicketCapacityModule,
        AttendeesModule,
        BookingModule,
        CheckoutModule,
        AdmissionModule,
        TicketPapersModule,
        TransfersModule,
        InvoicesModule,
        BoxOfficeModule,
        LedgerModule,
        WaitlistModule,
        WebhooksModule,
        DoorModule,
        PortalModule,
        ReportsModule,
        PrivacyModule,
      ],
      providers: [
        // In this order: who asks too often is not even asked who they are.
        { provide: APP_GUARD, useClass: AddressLimitGuard },
        { provide: APP_GUARD, useClass: AccessGuard },
        { provide: APP_GUARD, useClass: AccountLimitGuard },
        { provide: APP_GUARD, useClass: RequestSizeGuard },
        {
          provide: APP_PIPE,
          useFactory: () => new RequestValidation([{ dto: ReserveDto, sender: ['userId'] }]),
        },
        { provide: APP_FILTER, useClass: ProblemFilter },
      ],
    };
  }
}
