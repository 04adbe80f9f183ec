import type { TicketDto, UserDto } from '@boxoffice/contracts';

/** A moment in UTC with milliseconds, as JavaScript writes it. */
export const MOMENT: unknown = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);

/** An id as it travels: a decimal string. */
export const ID: unknown = expect.stringMatching(/^[1-9]\d{0,18}$/);

export const WORDS: unknown = expect.stringMatching(/\S/);

/** Every field of a ticket on sale, and no other; with what differs. */
export function ticket(differs: Partial<TicketDto> = {}): object {
  return {
    id: ID,
    eventId: '1',
    tier: 'VIP',
    status: 'available',
    userId: null,
    bookingId: null,
    bookedAt: null,
    createdAt: MOMENT,
    updatedAt: MOMENT,
    ...differs,
  };
}

/** Every field of a user, and no other; with what differs. */
export function user(differs: Partial<UserDto> = {}): object {
  return { id: ID, name: WORDS, role: 'customer', tickets: [], createdAt: MOMENT, ...differs };
}
