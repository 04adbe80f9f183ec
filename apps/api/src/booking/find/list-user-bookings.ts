import type { ListUserBookingsQueryDto, UserBookingsDto } from '@boxoffice/contracts';
import { Injectable } from '@nestjs/common';
import { UserDirectory } from '../../users/user-directory.js';
import { BookedTickets } from './booked-tickets.js';
import { FindBookings } from './find-bookings.js';

/** Shows a user their bookings, and the tickets of those that were paid for. */
@Injectable()
export class ListUserBookings {
  constructor(
    private readonly users: UserDirectory,
    private readonly bookings: FindBookings,
    private readonly ownedTickets: BookedTickets,
  ) {}

  /** @throws DomainError USER_NOT_FOUND */
  async execute(
    userId: string,
    { limit = 50, before, status }: ListUserBookingsQueryDto,
  ): Promise<UserBookingsDto> {
    const user = await this.users.find(userId);
    const bookings = await this.bookings.ofUser(userId, limit, before, status);
    return {
      userId: user.id,
      userName: user.name,
      tickets: bookings.flatMap(({ status, tickets }) => (status === 'confirmed' ? tickets : [])),
      totalTickets: await this.ownedTickets.countOf(userId),
      bookings,
    };
  }
}
