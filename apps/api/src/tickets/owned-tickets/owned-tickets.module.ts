import { Module } from '@nestjs/common';
import { OwnedTickets } from './owned-tickets.js';

/** Apart from the booking module, which needs the users, as the users need this. */
@Module({ providers: [OwnedTickets], exports: [OwnedTickets] })
export class OwnedTicketsModule {}
