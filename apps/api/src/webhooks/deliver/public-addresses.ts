import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { Injectable } from '@nestjs/common';
import ipaddr from 'ipaddr.js';
import { Settings } from '../../platform/config/settings.js';

/** An address that may be connected to. */
export interface ConnectableAddress {
  address: string;
  family: 4 | 6;
}

/** The webhook isn't sent there. Its message is for the organiser who wonders why. */
export class AddressRefusedError extends Error {}

/** Whether an address is one of the public internet's. Anything special is not: an unknown kind may lead inside. */
export function isPublicAddress(text: string): boolean {
  if (!ipaddr.isValid(text)) return false;
  // An IPv4 address inside an IPv6 one is judged as what is reached.
  return ipaddr.process(text).range() === 'unicast';
}

/** How a name is looked up; another one in tests. */
export abstract class NameLookup {
  abstract all(name: string): Promise<{ address: string; family: number }[]>;
}

/** As the machine looks names up. */
@Injectable()
export class SystemNameLookup extends NameLookup {
  override all(name: string): Promise<{ address: string; family: number }[]> {
    return lookup(name, { all: true });
  }
}

/**
 * Says where a webhook may be sent: to public addresses only, so that nobody reaches through this server what only
 * this server reaches (SSRF).
 *
 * A name is looked up once, all its addresses must be public, and the connection goes to one of these: a name that
 * has another address a moment later (DNS rebinding) changes nothing.
 */
@Injectable()
export class PublicAddresses {
  private readonly allowsPrivate: boolean;

  constructor(
    settings: Settings,
    private readonly names: NameLookup,
  ) {
    this.allowsPrivate = settings.WEBHOOKS_ALLOW_PRIVATE;
  }

  /**
   * What is wrong with an address as far as one sees without a network; undefined: nothing.
   *
   * @param url one that can be parsed
   */
  refusal(url: URL): string | undefined {
    if (this.allowsPrivate) return undefined;
    if (url.protocol !== 'https:') return 'must begin with https://';
    const host = hostOf(url);
    const isInside =
      isIP(host) > 0 ? !isPublicAddress(host) : !host.includes('.') || INSIDE.test(host);
    return isInside ? 'must be reachable from the internet' : undefined;
  }

  /**
   * @returns the addresses of a URL's host, in the order in which they are tried; at least one
   * @throws AddressRefusedError where it has none, or one that isn't public
   */
  async of(url: URL): Promise<[ConnectableAddress, ...ConnectableAddress[]]> {
    const refusal = this.refusal(url);
    if (refusal !== undefined) throw new AddressRefusedError(`The address ${refusal}.`);
    const host = hostOf(url);
    const family = isIP(host);
    const [first, ...others] =
      family > 0 ? [{ address: host, family }] : await this.names.all(host);
    if (!first) throw new AddressRefusedError('The host has no address.');
    const isPublic = [first, ...others].every(({ address }) => isPublicAddress(address));
    if (!isPublic && !this.allowsPrivate) {
      throw new AddressRefusedError('The host has an address that isn’t public.');
    }
    return [connectable(first), ...others.map(connectable)];
  }
}

/** Names that never lead to the internet. */
const INSIDE = /\.(localhost|local|internal|lan|home\.arpa|test|invalid|example)\.?$/i;

function hostOf({ hostname }: URL): string {
  return hostname.replace(/^\[(.*)\]$/, '$1');
}

function connectable({ address, family }: { address: string; family: number }): ConnectableAddress {
  return { address, family: family === 6 ? 6 : 4 };
}
