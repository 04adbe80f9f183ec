import { Type } from 'class-transformer';
import { IsBoolean, IsInt, Max, Min } from 'class-validator';
import { ProviderSettings } from './provider-settings.js';
import { Switch } from './setting-readers.js';

/** Webhooks of organisers. */
export abstract class WebhookSettings extends ProviderSettings {
  /**
   * Whether webhooks may go to private addresses, and over plain HTTP: to try them on one machine. Production
   * refuses it: organisers could reach whatever this server reaches.
   */
  @Switch()
  @IsBoolean({ message: 'WEBHOOKS_ALLOW_PRIVATE must be on or off' })
  WEBHOOKS_ALLOW_PRIVATE = false;

  /**
   * Longest that a receiver may take to answer, in milliseconds, from looking up its name on. Shorter repeats what a
   * busy receiver would have taken; longer lets slow ones occupy what sends.
   */
  @Type(() => Number)
  @IsInt()
  @Min(100)
  @Max(60_000)
  WEBHOOK_TIMEOUT_MS = 15_000;

  /** How often a process looks for webhooks to send, in milliseconds. */
  @Type(() => Number)
  @IsInt()
  @Min(50)
  @Max(60_000)
  WEBHOOK_LOOK_INTERVAL_MS = 5_000;
}
