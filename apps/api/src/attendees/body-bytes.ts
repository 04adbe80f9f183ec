/**
 * The largest body that names attendees: 50 tickets with names and addresses, and ten answers of a few sentences each,
 * are 120,000 characters. Longer ones are sent in parts.
 */
export const ATTENDEES_BODY_BYTES = 256 * 1024;
