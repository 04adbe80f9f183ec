import ipaddr from 'ipaddr.js';

/**
 * The address as which a caller is counted. Of IPv6 the first half: whoever has one address has the
 * network around it, and with it more addresses than can be counted.
 *
 * @param address an address in any spelling
 */
export function countedAddress(address: string): string {
  const parsed = ipaddr.process(address);
  if (!(parsed instanceof ipaddr.IPv6)) return parsed.toString();
  const network = parsed.parts.slice(0, 4).map((group) => group.toString(16));
  return `${network.join(':')}::/64`;
}
