import { Global, Module } from '@nestjs/common';
import { TierCapacity } from '../../events/capacity/tier-capacity.js';
import { TicketsModule } from '../tickets.module.js';
import { TicketCapacity } from './ticket-capacity.js';

/** Gives the events' module what it needs of the tickets, which it can't import. */
@Global()
@Module({
  imports: [TicketsModule],
  providers: [{ provide: TierCapacity, useClass: TicketCapacity }],
  exports: [TierCapacity],
})
export class TicketCapacityModule {}
