/** Whether this page stands in a frame on somebody else's page: see `public/embed.js`. */
export function isEmbedded(): boolean {
  return location.pathname.startsWith('/embed/');
}
