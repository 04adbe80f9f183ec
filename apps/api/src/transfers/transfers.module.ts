import { Module } from '@nestjs/common';
import { AdmissionModule } from '../admission/admission.module.js';
import { DoorModule } from '../door/door.module.js';
import { EventsModule } from '../events/events.module.js';
import { UsersModule } from '../users/users.module.js';
import { AcceptTicket } from './accept/accept-ticket.js';
import { BookingTransfersController } from './booking-transfers.controller.js';
import { ListTransfers } from './list/list-transfers.js';
import { OfferTicket } from './offer/offer-ticket.js';
import { TakeBackOffers } from './take-back/take-back-offers.js';
import { TakeBackTicket } from './take-back/take-back-ticket.js';
import { TicketTransfersController } from './ticket-transfers.controller.js';
import { TransferData } from './transfer-data.js';

@Module({
  imports: [AdmissionModule, DoorModule, EventsModule, UsersModule],
  controllers: [BookingTransfersController, TicketTransfersController],
  providers: [
    AcceptTicket,
    ListTransfers,
    OfferTicket,
    TakeBackOffers,
    TakeBackTicket,
    TransferData,
  ],
  exports: [TakeBackOffers],
})
export class TransfersModule {}
