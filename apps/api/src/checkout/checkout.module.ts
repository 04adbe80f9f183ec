import { Module } from '@nestjs/common';
import { AdmissionModule } from '../admission/admission.module.js';
import { AuthModule } from '../auth/auth.module.js';
import { BookingModule } from '../booking/booking.module.js';
import { DoorModule } from '../door/door.module.js';
import { EventsModule } from '../events/events.module.js';
import { LedgerModule } from '../ledger/ledger.module.js';
import { OrganisersModule } from '../organisers/organisers.module.js';
import { PaymentsModule } from '../payments/payments.module.js';
import { UsersModule } from '../users/users.module.js';
import { BuyerRefundOffers } from './buyer-refunds/buyer-refund-offers.js';
import { BuyerRefundsController } from './buyer-refunds/buyer-refunds.controller.js';
import { ReturnTickets } from './buyer-refunds/return-tickets.js';
import { CallProvider } from './call-provider.js';
import { CancellationRefundsController } from './cancelled-events/cancellation-refunds.controller.js';
import { DueRefunds } from './cancelled-events/due-refunds.js';
import { FollowRefunds } from './cancelled-events/follow-refunds.js';
import { RefundCancelledEvent } from './cancelled-events/refund-cancelled-event.js';
import { CheckoutController } from './checkout.controller.js';
import { CompletePayment } from './complete-payment.js';
import { DisputeMails } from './disputes/dispute-mails.js';
import { RaiseDisputes } from './disputes/raise-disputes.js';
import { SettleDispute } from './disputes/settle-dispute.js';
import { ProviderEventsController } from './provider-events.controller.js';
import { ProviderEvents } from './provider-events.js';
import { RefundMails } from './refund-mails.js';
import { MarkPaid } from './refunds/mark-paid.js';
import { RefundBooking } from './refunds/refund-booking.js';
import { RefundsController } from './refunds/refunds.controller.js';
import { ShowEventPayments } from './refunds/show-event-payments.js';
import { SendRefunds } from './send-refunds.js';
import { SettlePayment } from './settle-payment.js';
import { ShowPayments } from './show-payments.js';
import { StartPayment } from './start-payment.js';
import { StateCaptures } from './state-captures.js';
import { WatchOpenPayments } from './watch-open-payments.js';

/** Pays for bookings at payment providers, and gives money back: booking and payments know nothing of each other. */
@Module({
  imports: [
    AdmissionModule,
    AuthModule,
    BookingModule,
    DoorModule,
    EventsModule,
    LedgerModule,
    OrganisersModule,
    PaymentsModule,
    UsersModule,
  ],
  controllers: [
    CheckoutController,
    ProviderEventsController,
    RefundsController,
    BuyerRefundsController,
    CancellationRefundsController,
  ],
  providers: [
    CallProvider,
    StartPayment,
    CompletePayment,
    SettlePayment,
    ShowPayments,
    ProviderEvents,
    SendRefunds,
    RefundMails,
    WatchOpenPayments,
    SettleDispute,
    RaiseDisputes,
    StateCaptures,
    DisputeMails,
    RefundBooking,
    BuyerRefundOffers,
    ReturnTickets,
    DueRefunds,
    RefundCancelledEvent,
    FollowRefunds,
    MarkPaid,
    ShowEventPayments,
  ],
  exports: [ShowPayments, SettlePayment],
})
export class CheckoutModule {}
