import { Module } from '@nestjs/common';
import { EventsModule } from '../events/events.module.js';
import { OrganisersModule } from '../organisers/organisers.module.js';
import { EventAvailability } from './availability/availability.js';
import { StockLedgerCompactor } from './availability/stock-ledger-compactor.js';
import { FreeTicketPages } from './availability/free-ticket-pages.js';
import { StockChanges } from './availability/stock-changes.js';
import { StockLedger } from './availability/stock-ledger.js';
import { CreateTickets } from './create/create-tickets.js';
import { FindTicket } from './find-ticket.js';
import { FreeTickets } from './inventory/free-tickets.js';
import { TicketInventory } from './inventory/ticket-inventory.js';
import { ListTickets } from './list/list-tickets.js';
import { TicketsController } from './tickets.controller.js';

@Module({
  imports: [EventsModule, OrganisersModule],
  controllers: [TicketsController],
  providers: [
    ListTickets,
    FindTicket,
    CreateTickets,
    TicketInventory,
    FreeTickets,
    StockLedger,
    StockLedgerCompactor,
    EventAvailability,
    FreeTicketPages,
    StockChanges,
  ],
  exports: [ListTickets, TicketInventory, FreeTickets, StockLedger, StockChanges],
})
export class TicketsModule {}
