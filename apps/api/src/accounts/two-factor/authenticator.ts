import { Injectable } from '@nestjs/common';
import { Secret, TOTP } from 'otpauth';
import { Clock } from '../../platform/clock/clock.js';

/** What authenticators show above the code. */
const ISSUER = 'Boxoffice';

/** 160 bits, as RFC 4226 recommends. */
const SECRET_BYTES = 20;
const PERIOD_SECONDS = 30;
const DIGITS = 6;

/** Steps that a clock may be off, or a person slow, either way. */
const STEPS_OFF_MAX = 1;

/** Makes and reads the codes of authenticators: TOTP (RFC 6238), six digits every thirty seconds. */
@Injectable()
export class Authenticator {
  constructor(private readonly clock: Clock) {}

  /** A secret to share with an authenticator, in base 32. */
  newSecret(): string {
    return new Secret({ size: SECRET_BYTES }).base32;
  }

  /** The address by which an authenticator takes the secret over. */
  uri(secret: string, label: string): string {
    return totp(secret, label).toString();
  }

  /** The time step that a code is of; undefined where it is of none around now. */
  stepOf(secret: string, code: string): number | undefined {
    const now = this.clock.now();
    const off = totp(secret, '').validate({ token: code, timestamp: now, window: STEPS_OFF_MAX });
    return off === null ? undefined : Math.floor(now / 1000 / PERIOD_SECONDS) + off;
  }
}

function totp(secret: string, label: string): TOTP {
  return new TOTP({
    issuer: ISSUER,
    label,
    algorithm: 'SHA1',
    digits: DIGITS,
    period: PERIOD_SECONDS,
    secret: Secret.fromBase32(secret),
  });
}
