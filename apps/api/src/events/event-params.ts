/** Parameters of the paths, as they are described. */
export const ORGANISER_ID = {
  name: 'organiserId',
  description: "The organisation's id.",
  example: '1',
};

export const EVENT_ID = { name: 'eventId', description: "The event's id.", example: '1' };

export const TIER_ID = { name: 'tierId', description: "The tier's id.", example: '1' };

export const TICKET_TYPE_ID = {
  name: 'ticketTypeId',
  description: "The ticket type's id.",
  example: '7300000000000000003',
};
