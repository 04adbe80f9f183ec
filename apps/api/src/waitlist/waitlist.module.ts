import { Module } from '@nestjs/common';
import { BookingModule } from '../booking/booking.module.js';
import { EventsModule } from '../events/events.module.js';
import { OrganisersModule } from '../organisers/organisers.module.js';
import { TicketsModule } from '../tickets/tickets.module.js';
import { UsersModule } from '../users/users.module.js';
import { JoinWaitlist } from './join/join-waitlist.js';
import { LeaveWaitlist } from './leave/leave-waitlist.js';
import { MoveEntries } from './move/move-entries.js';
import { CloseLists } from './offer/close-lists.js';
import { OfferMails } from './offer/offer-mails.js';
import { OfferTickets } from './offer/offer-tickets.js';
import { OrganiserWaitlistController } from './organiser-waitlist.controller.js';
import { ChangeWaitlist } from './settings/change-waitlist.js';
import { ListEntries } from './show/list-entries.js';
import { ShowWaitlist } from './show/show-waitlist.js';
import { WaitlistData } from './waitlist-data.js';
import { WaitlistController } from './waitlist.controller.js';

/** Who waits for tickets of sold-out tiers, and what they are offered. */
@Module({
  imports: [BookingModule, EventsModule, OrganisersModule, TicketsModule, UsersModule],
  controllers: [WaitlistController, OrganiserWaitlistController],
  providers: [
    JoinWaitlist,
    LeaveWaitlist,
    ListEntries,
    ShowWaitlist,
    ChangeWaitlist,
    OfferTickets,
    OfferMails,
    CloseLists,
    WaitlistData,
    MoveEntries,
  ],
  exports: [MoveEntries],
})
export class WaitlistModule {}
