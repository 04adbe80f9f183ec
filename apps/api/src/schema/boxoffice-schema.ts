import type { Schema } from '../platform/database/data-source.js';
import { BookingEntity } from '../booking/booking.entity.js';
import { EventAnnouncementEntity } from '../events/announcements/event-announcement.entity.js';
import { AllotmentEntity } from '../events/allotments/allotment.entity.js';
import { CodeEntity } from '../events/codes/code.entity.js';
import { EventCancellationEntity } from '../events/cancellation/event-cancellation.entity.js';
import { EventSeriesEntity } from '../events/series/event-series.entity.js';
import { EventEntity } from '../events/event.entity.js';
import { FeeEntity } from '../events/fees/fee.entity.js';
import { TicketTypeEntity } from '../events/ticket-type.entity.js';
import { TierEntity } from '../events/tier.entity.js';
import { ImageEntity } from '../images/image.entity.js';
import { OrganiserEntity } from '../organisers/organiser.entity.js';
import { MachineEntity } from '../platform/ids/machine.entity.js';
import { OrganiserPaymentSettingsEntity } from '../payments/accounts/payment-settings.entity.js';
import { PaymentEntity } from '../payments/payment.entity.js';
import { TicketEntity } from '../tickets/ticket.entity.js';
import { UserEntity } from '../users/user.entity.js';
import { Baseline1768000000000 } from './migrations/1768000000000-baseline.js';

/** All entities and migrations of Boxoffice, the oldest migration first. */
export const SCHEMA: Schema = {
  entities: [
    UserEntity,
    OrganiserEntity,
    EventSeriesEntity,
    ImageEntity,
    EventEntity,
    EventCancellationEntity,
    EventAnnouncementEntity,
    TierEntity,
    TicketTypeEntity,
    AllotmentEntity,
    CodeEntity,
    FeeEntity,
    TicketEntity,
    BookingEntity,
    PaymentEntity,
    OrganiserPaymentSettingsEntity,
    MachineEntity,
  ],
  migrations: [Baseline1768000000000],
};
