import { isIPv4 } from 'node:net';
import ipaddr from 'ipaddr.js';
import { canonicalAddress } from '../http/caller-address.js';

/**
 * The network of an address: what is kept of it for good. A whole address often belongs to one person;
 * the first 24 bits of IPv4 and the first 48 of IPv6 belong to some hundreds of connections, and still
 * tell a provider, a company and a country from each other.
 *
 * @returns in the notation of PostgreSQL's `cidr`; null for what is no address
 */
export function networkOf(ip: string | null): string | null {
  const address = canonicalAddress(ip ?? undefined);
  if (address === undefined) return null;
  // Asked for every reservation, and what most addresses are.
  if (isIPv4(address)) return `${address.slice(0, address.lastIndexOf('.'))}.0/24`;
  const groups = ipaddr.IPv6.parse(address)
    .parts.slice(0, 3)
    .map((group) => group.toString(16));
  return `${groups.join(':')}::/48`;
}
