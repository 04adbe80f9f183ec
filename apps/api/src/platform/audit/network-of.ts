import { isIP } from 'node:net';

const BITS_OF_IPV4 = 24;
const BITS_OF_IPV6 = 48;

/**
 * The network of an address: what is kept of it for good. A whole address often belongs to one person;
 * the first 24 bits of IPv4 and the first 48 of IPv6 belong to some hundreds of connections, and still
 * tell a provider, a company and a country from each other.
 *
 * @returns in the notation of PostgreSQL's `cidr`; null for what is no address
 */
export function networkOf(ip: string | null): string | null {
  const address = (ip ?? '').replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '');
  switch (isIP(address)) {
    case 4:
      return `${address.split('.').slice(0, 3).join('.')}.0/${BITS_OF_IPV4}`;
    case 6:
      return `${firstGroups(address).join(':')}::/${BITS_OF_IPV6}`;
    default:
      return null;
  }
}

/** The first three of the eight groups, of which `::` leaves out as many as are zero. */
function firstGroups(address: string): string[] {
  const [left = '', right] = address.split('::');
  const before = left === '' ? [] : left.split(':');
  const after = right === undefined || right === '' ? [] : right.split(':');
  const zeros = Array.from({ length: Math.max(8 - before.length - after.length, 0) }, () => '0');
  return [...before, ...zeros, ...after].slice(0, 3);
}
