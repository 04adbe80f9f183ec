import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsArray, IsBoolean, IsIn } from 'class-validator';
import { OptionalField } from '../validation/optional-field.js';
import { IsLine } from '../validation/texts.js';
import { IsWebhookUrl } from './webhook-url.js';

/** What an endpoint can be told of. */
export const WEBHOOK_TYPES = [
  'booking.confirmed',
  'booking.cancelled',
  'booking.refunded',
  'ticket.checked_in',
  'event.published',
  'event.cancelled',
] as const;

export type WebhookType = (typeof WEBHOOK_TYPES)[number];

/** What is sent to try an endpoint, whatever it asks for. */
export const WEBHOOK_TEST_TYPE = 'webhook.test';

/** Most endpoints of one organisation: a few systems, each with one for trying things out. */
export const ORGANISER_WEBHOOKS_MAX = 10;

export const WEBHOOK_DESCRIPTION_MAX_LENGTH = 200;

/** How long the secret of before still signs after a rotation, in hours: receivers change theirs meanwhile. */
export const WEBHOOK_ROTATION_HOURS = 24;

/** How a delivery stands. */
export const WEBHOOK_DELIVERY_STATUSES = ['pending', 'delivered', 'failed'] as const;

export type WebhookDeliveryStatus = (typeof WEBHOOK_DELIVERY_STATUSES)[number];

/** An address of an organisation’s own system that is told what happens. */
export class WebhookDto {
  /**
   * 64-bit id, as a decimal string.
   * @example "7300000000000000001"
   */
  id: string;

  /**
   * Where requests are sent.
   * @example "https://crm.choir.example/boxoffice"
   */
  url: string;

  /**
   * What it is for.
   * @example "CRM"
   */
  description: string;

  /**
   * What it is told of.
   * @example ["booking.confirmed"]
   */
  types: WebhookType[];

  /**
   * Whether it is told the buyer’s name and email address.
   * @example false
   */
  includesBuyer: boolean;

  /**
   * Since when it is told of nothing; null: it is enabled.
   * @example null
   */
  disabledAt: string | null;

  /**
   * `member`: by hand. `gone`: it answered 410. Null: it is enabled.
   * @example null
   */
  disabledBy: 'member' | 'gone' | null;

  /**
   * Until when the secret of before signs too; null: there is one secret.
   * @example null
   */
  previousSecretUntil: string | null;

  /**
   * How its latest delivery stands; null: there was none yet.
   * @example "delivered"
   */
  latestStatus: WebhookDeliveryStatus | null;

  /**
   * When it was added.
   * @example "2026-11-22T20:00:00.000Z"
   */
  createdAt: string;
}

/** An endpoint with its secret, which is shown this once. */
export class WebhookSecretDto extends WebhookDto {
  /**
   * Signs each request; only this answer has it.
   * @example "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
   */
  secret: string;
}

/** Adds an endpoint. */
export class CreateWebhookDto {
  /**
   * Where requests are sent: https, and a public address.
   * @example "https://crm.choir.example/boxoffice"
   */
  @IsWebhookUrl()
  url: string;

  /**
   * What it is for, in a few words.
   * @example "CRM"
   */
  @OptionalField()
  @IsLine(WEBHOOK_DESCRIPTION_MAX_LENGTH, 0)
  description?: string = '';

  /**
   * What it is told of.
   * @example ["booking.confirmed"]
   */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(WEBHOOK_TYPES.length)
  @ArrayUnique()
  @IsIn(WEBHOOK_TYPES, { each: true })
  types: WebhookType[];

  /**
   * Whether it is told the buyer’s name and email address. Ask for them only if the system needs them.
   * @example false
   */
  @OptionalField()
  @IsBoolean()
  includesBuyer?: boolean = false;
}

/** Changes an endpoint. What is left out stays as it is. */
export class ChangeWebhookDto {
  /**
   * Where requests are sent; what is on its way goes there too.
   * @example "https://crm.choir.example/boxoffice"
   */
  @OptionalField()
  @IsWebhookUrl()
  url?: string;

  /**
   * What it is for, in a few words.
   * @example "CRM"
   */
  @OptionalField()
  @IsLine(WEBHOOK_DESCRIPTION_MAX_LENGTH, 0)
  description?: string;

  /**
   * What it is told of from now on.
   * @example ["booking.confirmed", "booking.cancelled"]
   */
  @OptionalField()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(WEBHOOK_TYPES.length)
  @ArrayUnique()
  @IsIn(WEBHOOK_TYPES, { each: true })
  types?: WebhookType[];

  /**
   * Whether it is told the buyer’s name and email address.
   * @example false
   */
  @OptionalField()
  @IsBoolean()
  includesBuyer?: boolean;

  /**
   * True: it is told of nothing, and what is on its way fails. False: it is told of what happens from now on.
   * @example true
   */
  @OptionalField()
  @IsBoolean()
  disabled?: boolean;
}
