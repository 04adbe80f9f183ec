/**
 * The beginnings of the web application's addresses, as its routes have them. The application says of any other that
 * there is no such page; so does its status, for search engines and whoever follows a broken link.
 */
const KNOWN_PAGES = new Set([
  '',
  'account',
  'admin',
  'bookings',
  'checkout',
  'create-tickets',
  'door',
  'events',
  'forgot-password',
  'guest-bookings',
  'organiser',
  'register',
  'reset-password',
  'series',
  'sign-in',
  'sign-out',
  'ticket',
  'verify-email',
]);

/** Whether the web application has a page at an address, as far as its beginning tells. */
export function isKnownPage(url: string): boolean {
  const [, first = ''] = url.split(/[/?#]/, 2);
  return KNOWN_PAGES.has(first);
}
