import type { ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { Caller } from '../access/access.js';
import { ManualClock } from '../clock/manual-clock.fixture.js';
import { readSettings } from '../config/read-settings.js';
import { RateLimit } from './rate-limit.js';
import { AccountLimitGuard, AddressLimitGuard } from './rate-limit.guards.js';
import { RateLimits } from './rate-limits.js';

@RateLimit('default')
class Routes {
  @RateLimit('secret')
  password(): void {
    return undefined;
  }

  name(): void {
    return undefined;
  }
}

describe('the limits of an account', () => {
  const settings = readSettings({
    DATABASE_URL: 'postgres://boxoffice@localhost/boxoffice',
    RATE_LIMIT_DEFAULT_ACCOUNT: '2/60',
    RATE_LIMIT_SECRET_ACCOUNT: '1/60',
    RATE_LIMIT_DEFAULT_ADDRESS: '3/60',
  });
  let limits: RateLimits;
  let headers: Record<string, string>;

  beforeEach(() => {
    limits = new RateLimits(settings, new ManualClock(0));
    headers = {};
  });

  /** What Nest gives to a guard. */
  function asking(
    caller: Caller | undefined,
    route: keyof Routes,
    ip = '192.0.2.1',
  ): ExecutionContext {
    const reply = {
      header: (name: string, value: string) => {
        headers[name] = value;
      },
    };
    return {
      getHandler: () => Routes.prototype[route],
      getClass: () => Routes,
      switchToHttp: () => ({ getRequest: () => ({ caller, ip }), getResponse: () => reply }),
    } as unknown as ExecutionContext;
  }

  const account = (): AccountLimitGuard => new AccountLimitGuard(new Reflector(), limits);
  const signedIn = (userId: string): Caller =>
    new Caller(userId, 'customer', `session of ${userId}`);

  it('are counted for each by itself, from wherever it asks', () => {
    const guard = account();
    expect(guard.canActivate(asking(signedIn('1'), 'name', '192.0.2.1'))).toBe(true);
    expect(guard.canActivate(asking(signedIn('1'), 'name', '192.0.2.2'))).toBe(true);
    expect(() => guard.canActivate(asking(signedIn('1'), 'name', '192.0.2.3'))).toThrow(
      'Too many requests of your account.',
    );
    expect(guard.canActivate(asking(signedIn('2'), 'name'))).toBe(true);
  });

  it('are stricter where a secret is asked for, and say what is left', () => {
    const guard = account();
    expect(guard.canActivate(asking(signedIn('1'), 'password'))).toBe(true);
    expect(headers).toEqual({
      'ratelimit-policy': '"secret";q=1;w=60',
      ratelimit: '"secret";r=0;t=60',
    });
    expect(() => guard.canActivate(asking(signedIn('1'), 'password'))).toThrow('Too many');
    expect(guard.canActivate(asking(signedIn('1'), 'name'))).toBe(true);
  });

  it('do not count whom the demo identity names, or nobody', () => {
    const guard = account();
    for (let asked = 0; asked < 10; asked += 1) {
      expect(guard.canActivate(asking(new Caller('1', 'customer'), 'name'))).toBe(true);
      expect(guard.canActivate(asking(undefined, 'name'))).toBe(true);
    }
  });

  it('stand beside those of an address', () => {
    const guard = new AddressLimitGuard(new Reflector(), limits);
    for (let asked = 0; asked < 3; asked += 1) {
      expect(guard.canActivate(asking(undefined, 'name'))).toBe(true);
    }
    expect(() => guard.canActivate(asking(undefined, 'name'))).toThrow(
      'Too many requests from your address. Nothing was changed; try again in 60 seconds.',
    );
    expect(guard.canActivate(asking(undefined, 'name', '192.0.2.2'))).toBe(true);
  });
});
