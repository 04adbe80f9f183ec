export const ORGANISER_ID = {
  name: 'organiserId',
  description: 'The organisation’s id.',
  example: '7300000000000000001',
};

export const EVENT_ID = {
  name: 'eventId',
  description: 'The event’s id.',
  example: '7300000000000000002',
};
