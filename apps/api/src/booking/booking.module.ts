import { Module } from '@nestjs/common';
import { AttendeesModule } from '../attendees/attendees.module.js';
import { EventsModule } from '../events/events.module.js';
import { OrganisersModule } from '../organisers/organisers.module.js';
import { PaymentsModule } from '../payments/payments.module.js';
import { TicketsModule } from '../tickets/tickets.module.js';
import { UsersModule } from '../users/users.module.js';
import { BookingData } from './booking-data.js';
import { BookingRetention } from './booking-retention.js';
import { BookingController } from './booking.controller.js';
import { AnnouncementMails } from './announcements/announcement-mails.js';
import { BuyersController } from './announcements/buyers.controller.js';
import { CountBuyers } from './announcements/count-buyers.js';
import { FollowAnnouncements } from './announcements/follow-announcements.js';
import { CancellationController } from './cancelled-events/cancellation.controller.js';
import { CancellationMails } from './cancelled-events/cancellation-mails.js';
import { EndHoldsOfEvent } from './cancelled-events/end-holds-of-event.js';
import { FollowCancellations } from './cancelled-events/follow-cancellations.js';
import { ShowCancellation } from './cancelled-events/show-cancellation.js';
import { CancelBooking } from './cancel/cancel-booking.js';
import { CodeLookController } from './codes/code-look.controller.js';
import { LookAtCodes } from './codes/look-at-codes.js';
import { ConfirmationMails } from './confirm/confirmation-mails.js';
import { ConfirmBatch } from './confirm/confirm-batch.js';
import { ConfirmBookings } from './confirm/confirm-bookings.js';
import { ConfirmationPolicy } from './confirm/confirmation-policy.js';
import { MailAgain } from './confirm/mail-again.js';
import { SplitBooking } from './confirm/split-booking.js';
import { EndBookings } from './end-bookings.js';
import { ExpireHolds } from './expire/expire-holds.js';
import { ExpirySweep } from './expire/expiry-sweep.js';
import { ExtendHold } from './extend/extend-hold.js';
import { FindBookings } from './find/find-bookings.js';
import { HeldBookings } from './find/held-bookings.js';
import { GiveBackTickets } from './give-back/give-back-tickets.js';
import { ListUserBookings } from './find/list-user-bookings.js';
import { MoveHolds } from './move/move-holds.js';
import { MoveBookings } from './move/move-bookings.js';
import { BookedTicketsModule } from './find/booked-tickets.module.js';
import { Readers } from './readers.js';
import { HoldOffered } from './offers/hold-offered.js';
import { PayableBooking } from './pay/payable-booking.js';
import { RetakeTickets } from './pay/retake-tickets.js';
import { SettleBookings } from './pay/settle-bookings.js';
import { DiagnoseBatch } from './reserve/diagnose-batch.js';
import { FirstTries } from './reserve/first-tries.js';
import { ReserveBatch } from './reserve/reserve-batch.js';
import { ReserveTickets } from './reserve/reserve-tickets.js';
import { ScarceEvents } from './reserve/scarce-events.js';
import { WriteBatch } from './reserve/write-batch.js';
import { ReadTimeline } from './timeline/read-timeline.js';
import { UnpaidTickets } from './unpaid/unpaid-tickets.js';
import { RateLimitsModule } from '../platform/rate-limits/rate-limits.module.js';

@Module({
  imports: [
    AttendeesModule,
    RateLimitsModule,
    EventsModule,
    OrganisersModule,
    TicketsModule,
    UsersModule,
    PaymentsModule,
    BookedTicketsModule,
  ],
  controllers: [BookingController, CodeLookController, CancellationController, BuyersController],
  providers: [
    ReserveTickets,
    ReserveBatch,
    WriteBatch,
    DiagnoseBatch,
    ScarceEvents,
    FirstTries,
    UnpaidTickets,
    LookAtCodes,
    ConfirmBookings,
    ConfirmBatch,
    ConfirmationMails,
    MailAgain,
    ConfirmationPolicy,
    SplitBooking,
    PayableBooking,
    RetakeTickets,
    HoldOffered,
    GiveBackTickets,
    SettleBookings,
    CancelBooking,
    ExtendHold,
    EndBookings,
    BookingData,
    BookingRetention,
    MoveBookings,
    MoveHolds,
    ExpireHolds,
    ExpirySweep,
    Readers,
    CountBuyers,
    AnnouncementMails,
    FollowAnnouncements,
    EndHoldsOfEvent,
    CancellationMails,
    FollowCancellations,
    ShowCancellation,
    FindBookings,
    HeldBookings,
    ListUserBookings,
    ReadTimeline,
  ],
  exports: [
    MoveBookings,
    MoveHolds,
    ReserveTickets,
    ConfirmBookings,
    CancelBooking,
    ConfirmationMails,
    FindBookings,
    PayableBooking,
    SettleBookings,
    GiveBackTickets,
    HoldOffered,
    ReadTimeline,
  ],
})
export class BookingModule {}
