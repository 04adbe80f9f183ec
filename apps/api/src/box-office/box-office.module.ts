import { Module } from '@nestjs/common';
import { AdmissionModule } from '../admission/admission.module.js';
import { AttendeesModule } from '../attendees/attendees.module.js';
import { BookingModule } from '../booking/booking.module.js';
import { OrganisersModule } from '../organisers/organisers.module.js';
import { PaymentsModule } from '../payments/payments.module.js';
import { TicketsModule } from '../tickets/tickets.module.js';
import { TransfersModule } from '../transfers/transfers.module.js';
import { UsersModule } from '../users/users.module.js';
import { DescribeBookings } from './bookings/describe-bookings.js';
import { EventBooking } from './bookings/event-booking.js';
import { ListEventBookings } from './bookings/list-event-bookings.js';
import { BoxOfficeData } from './box-office-data.js';
import { CounterController } from './counter.controller.js';
import { CounterAllotments } from './counter/counter-allotments.js';
import { ListCounterSales } from './counter/list-counter-sales.js';
import { ReadCounterSale } from './counter/read-counter-sale.js';
import { SellAtCounter } from './counter/sell-at-counter.js';
import { EventBookingsController } from './event-bookings.controller.js';
import { FindBuyers } from './find-buyers.js';
import { FindGuests } from './guests/find-guests.js';
import { GuestList } from './guests/guest-list.js';

/** Where an organisation works with the bookings of its events: lists, guests, and sales at the counter. */
@Module({
  imports: [
    AdmissionModule,
    OrganisersModule,
    PaymentsModule,
    AttendeesModule,
    BookingModule,
    TicketsModule,
    TransfersModule,
    UsersModule,
  ],
  controllers: [EventBookingsController, CounterController],
  providers: [
    FindBuyers,
    DescribeBookings,
    ListEventBookings,
    EventBooking,
    FindGuests,
    GuestList,
    CounterAllotments,
    SellAtCounter,
    ReadCounterSale,
    ListCounterSales,
    BoxOfficeData,
  ],
})
export class BoxOfficeModule {}
