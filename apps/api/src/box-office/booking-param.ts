/** The booking in a path, as it is described. */
export const BOOKING_ID = {
  name: 'bookingId',
  description: "The booking's id.",
  example: '7300000000000000001',
};
