import { Type } from 'class-transformer';
import { IsIn, IsInt, IsOptional, Max, Min } from 'class-validator';
import { LimitSettings } from './limit-settings.js';
import { List } from './setting-readers.js';

/** Providers that this installation may take payments with. */
export const PAYMENT_PROVIDERS = ['simulated', 'stripe', 'paypal', 'offline'] as const;

/** How payments are taken. */
export abstract class PaymentSettings extends LimitSettings {
  /**
   * Payment providers that organisations may use: `stripe`, `paypal`, `offline` (bank transfer or at the counter), and
   * outside of production `simulated`, which moves no money and is the default there. Production has no default and
   * refuses `simulated`.
   *
   * @example stripe,offline
   */
  @IsOptional()
  @List()
  @IsIn(PAYMENT_PROVIDERS, {
    each: true,
    message: `PAYMENT_PROVIDERS must be some of ${PAYMENT_PROVIDERS.join(', ')}`,
  })
  PAYMENT_PROVIDERS?: (typeof PAYMENT_PROVIDERS)[number][];

  /**
   * How long a hold may last beyond its time while its payment is under way, in seconds. The provider is asked before
   * the tickets go back on sale; money that arrives later is taken for the same tickets or for equal ones, if there are
   * any, and otherwise given back.
   */
  @Type(() => Number)
  @IsInt()
  @Min(5)
  @Max(86_400)
  PAYMENT_GRACE_SECONDS = 300;
}
