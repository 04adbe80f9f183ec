import { ProblemCode } from '@boxoffice/contracts';
import type { AttendeeForm } from '../../events/questions/attendee-forms.js';
import { DomainError } from '../../platform/problems/domain-error.js';
import type { AskedBooking } from '../find/asked-booking.js';

/** Who names attendees: the buyer, or somebody of the organisation. */
export type ChangedBy = 'buyer' | 'organiser';

/** Until when attendees of a booking may be changed, and why they may not be now. */
export interface ChangeTerms {
  until: Date;
  refusal?: DomainError;
}

/**
 * While tickets are held, everything may still be said, however late they were bought. Afterwards the buyer may
 * change it until the time that the organisation has set, and the organisation until the event is over.
 */
export function changeTerms(
  booking: AskedBooking,
  form: Pick<AttendeeForm, 'changesUntil'>,
  by: ChangedBy,
): ChangeTerms {
  const { status, holdExpiresAt, startsAt, endsAt, now } = booking;
  if (status === 'pending') {
    return { until: holdExpiresAt, ...(holdExpiresAt <= now && { refusal: holdEnded() }) };
  }
  const until = by === 'organiser' ? endsAt : (form.changesUntil ?? startsAt);
  if (status !== 'confirmed') return { until, refusal: bookingEnded() };
  if (booking.isCancelled) return { until, refusal: eventCancelled() };
  return { until, ...(until <= now && { refusal: tooLate(by) }) };
}

function holdEnded(): DomainError {
  return new DomainError(
    ProblemCode.HoldExpired,
    'Your hold ended, and the tickets went back on sale. Nothing was saved.',
  );
}

function bookingEnded(): DomainError {
  return new DomainError(
    ProblemCode.BookingEnded,
    'The booking has ended, so nobody comes with its tickets. Nothing was saved.',
  );
}

function eventCancelled(): DomainError {
  return new DomainError(
    ProblemCode.EventStateConflict,
    'The event has been cancelled. Nothing was saved.',
  );
}

function tooLate(by: ChangedBy): DomainError {
  return new DomainError(
    ProblemCode.AttendeesClosed,
    by === 'buyer'
      ? 'It’s too late to change names and answers yourself; ask the organiser. Nothing was saved.'
      : 'The event is over. Nothing was saved.',
  );
}
