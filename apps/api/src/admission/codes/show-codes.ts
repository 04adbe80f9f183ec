import type { TicketCodeDto } from '@boxoffice/contracts';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { OrganiserAccess } from '../../organisers/organiser-access.js';
import type { Caller } from '../../platform/access/access.js';
import { askedBooking } from './booked-tickets.js';
import { TicketCodes } from './ticket-codes.js';

/** Shows the codes of a booking's tickets. They are issued by it, where nobody has looked before. */
@Injectable()
export class ShowCodes {
  constructor(
    private readonly dataSource: DataSource,
    private readonly access: OrganiserAccess,
    private readonly codes: TicketCodes,
  ) {}

  /**
   * @param onlyUser whose booking it must be; null for anybody's
   * @throws DomainError BOOKING_NOT_FOUND
   */
  async toBuyer(bookingId: string, onlyUser: string | null): Promise<TicketCodeDto[]> {
    const { manager } = this.dataSource;
    return this.codes.of(manager, await askedBooking(manager, bookingId, { onlyUser }), 'buyer');
  }

  /** @throws DomainError those of {@link OrganiserAccess.require}; BOOKING_NOT_FOUND */
  async toOrganiser(
    caller: Caller,
    address: { organiserId: string; eventId: string },
    bookingId: string,
  ): Promise<TicketCodeDto[]> {
    const { manager } = this.dataSource;
    await this.access.require(manager, caller, address, 'box_office');
    const { eventId } = address;
    return this.codes.of(manager, await askedBooking(manager, bookingId, { eventId }), 'everybody');
  }
}
