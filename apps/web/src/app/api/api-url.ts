/** Where the API lives: on the page's own origin, so that no page needs configuring. */
export const API = '/api/v1';

/** Builds an address of the API; every part that comes from outside is escaped. */
export function apiUrl(...parts: readonly string[]): string {
  return [API, ...parts.map((part) => encodeURIComponent(part))].join('/');
}
