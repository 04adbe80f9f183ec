/**
 * Who comes with a `ticket`, for lists that join it: the columns `name` and `email` of `attendee`. By the booking as
 * well, so that nobody's draft is shown with somebody else's ticket.
 */
export const JOIN_ATTENDEE_SQL = `LEFT JOIN attendees AS attendee
    ON attendee.event_id = ticket.event_id AND attendee.booking_id = ticket.booking_id
      AND attendee.ticket_id = ticket.id`;

/** The answers for a `ticket` and for its booking, as a JSON object: lists of texts by the id of their question. */
export const ANSWERS_SQL = `(
    SELECT coalesce(jsonb_object_agg(answer.question_id, to_jsonb(answer.answer)), '{}')
    FROM answers AS answer
    WHERE answer.event_id = ticket.event_id AND answer.booking_id = ticket.booking_id
      AND (answer.ticket_id = ticket.id OR answer.ticket_id IS NULL))`;

/** The words that an `attendee` is searched for by, each with the event's id and a colon before it; for the index, names only. */
export const ATTENDEE_WORDS_SQL = 'attendee_words(attendee.event_id, attendee.name)';
