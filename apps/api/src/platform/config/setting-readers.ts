import { resolve } from 'node:path';
import { Transform } from 'class-transformer';
import { ValidateBy } from 'class-validator';
import ipaddr from 'ipaddr.js';

/** Reads a switch. Anything but `on` and `off` is left as it is, for the validator to refuse. */
export const Switch = (): PropertyDecorator =>
  Transform(({ value }) => (value === 'on' ? true : value === 'off' ? false : (value as unknown)));

/** Reads a comma-separated list; blanks around its parts, and empty parts, do not count. */
export const List = (): PropertyDecorator =>
  Transform(({ value }) =>
    typeof value === 'string'
      ? value
          .split(',')
          .map((part) => part.trim())
          .filter((part) => part !== '')
      : (value as unknown),
  );

const NAMED_NETWORKS = new Set(['loopback', 'linklocal', 'uniquelocal']);

/** Takes a list of addresses and networks, some of which have names. */
export const Networks = (message: string): PropertyDecorator =>
  ValidateBy(
    {
      name: 'networks',
      validator: {
        validate: (value) =>
          typeof value === 'string' &&
          (NAMED_NETWORKS.has(value.toLowerCase()) ||
            ipaddr.IPv4.isValidFourPartDecimal(value) ||
            ipaddr.IPv6.isValid(value) ||
            ipaddr.isValidCIDR(value)),
      },
    },
    { each: true, message },
  );

/** Reads a path: a relative one begins in the folder that the process was started in. */
export const Path = (): PropertyDecorator =>
  Transform(({ value }) => (typeof value === 'string' ? resolve(value) : (value as unknown)));
