import type { Settings } from '../config/settings.js';
import type { RateLimitRule } from './rate-limit.js';

/** So many requests in so many seconds. */
export interface Limit {
  requests: number;
  seconds: number;
}

/** What a rule counts by. */
export interface RuleLimits {
  address?: Limit;
  account?: Limit;
  /**
   * Whether all processes count together, where they can. What is tried by guessing is (passwords,
   * codes, addresses): every process would add its own share of tries. What costs us no more than
   * work is not: to ask another server about each reservation would cost more than the reservation.
   */
  isShared: boolean;
}

/** The limits of every rule, as they are set. */
export function limitsOf(settings: Settings): Record<RateLimitRule, RuleLimits> {
  return {
    default: {
      address: readLimit(settings.RATE_LIMIT_DEFAULT_ADDRESS),
      account: readLimit(settings.RATE_LIMIT_DEFAULT_ACCOUNT),
      isShared: false,
    },
    reserve: {
      address: readLimit(settings.RATE_LIMIT_RESERVE_ADDRESS),
      account: readLimit(settings.RATE_LIMIT_RESERVE_ACCOUNT),
      isShared: false,
    },
    'sign-in': { address: readLimit(settings.RATE_LIMIT_SIGN_IN_ADDRESS), isShared: true },
    mail: { address: readLimit(settings.RATE_LIMIT_MAIL_ADDRESS), isShared: true },
    guest: { address: readLimit(settings.RATE_LIMIT_GUEST_ADDRESS), isShared: true },
    secret: {
      address: readLimit(settings.RATE_LIMIT_SIGN_IN_ADDRESS),
      account: readLimit(settings.RATE_LIMIT_SECRET_ACCOUNT),
      isShared: true,
    },
    export: {
      address: readLimit(settings.RATE_LIMIT_EXPORT_ADDRESS),
      account: readLimit(settings.RATE_LIMIT_EXPORT_ACCOUNT),
      isShared: false,
    },
    none: { isShared: false },
  };
}

/** `10/60`, as the settings have checked it. */
export function readLimit(setting: string): Limit {
  const [requests = 0, seconds = 0] = setting.split('/').map(Number);
  return { requests, seconds };
}
