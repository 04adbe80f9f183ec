/** @throws Error for what is no address of the web: a link that does something else is not sent */
export function webLink(link: string): string {
  const { protocol, href } = new URL(link);
  if (protocol !== 'https:' && protocol !== 'http:') throw new Error('A link leads off the web.');
  return href;
}
