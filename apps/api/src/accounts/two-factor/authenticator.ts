import { Injectable } from '@nestjs/common';
import { Secret, TOTP } from 'otpauth';
import { Clock } from '../../platform/clock/clock.js';

/** Issuer, as authenticators show it. */
const ISSUER = 'Boxoffice';

/** 160 bits, as RFC 4226 recommends. */
const SECRET_BYTES = 20;
const PERIOD_SECONDS = 30;
const DIGITS = 6;

/** Steps of tolerance either way, for clock drift and slow typing. */
const STEPS_OFF_MAX = 1;

/** TOTP (RFC 6238): six digits every thirty seconds. */
@Injectable()
export class Authenticator {
  constructor(private readonly clock: Clock) {}

  /** A shared secret, in base32. */
  newSecret(): string {
    return new Secret({ size: SECRET_BYTES }).base32;
  }

  /** The `otpauth:` URI for the authenticator. */
  uri(secret: string, label: string): string {
    return totp(secret, label).toString();
  }

  /** A code's time step; `undefined` if it isn't valid now. */
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
