import { validate, type SchemaPathTree } from '@angular/forms/signals';
import type {
  CreateWebhookDto,
  WEBHOOK_DESCRIPTION_MAX_LENGTH,
  WebhookDto,
} from '@boxoffice/contracts';
import { asksFor, isLine } from '../../form/rules';
import { WEBHOOK_TYPES } from './webhook-words';

/** The contract's own bound; importing its value would pull every validator into the page. */
const DESCRIPTION_MAX: typeof WEBHOOK_DESCRIPTION_MAX_LENGTH = 200;

/** What the form of a webhook holds. */
export interface WebhookDraft {
  url: string;
  description: string;
  types: { type: (typeof WEBHOOK_TYPES)[number]; isOn: boolean }[];
  includesBuyer: boolean;
}

/** @param webhook undefined: a new one, told of what most ask for */
export function webhookDraft(webhook?: WebhookDto): WebhookDraft {
  const on = webhook?.types ?? ['booking.confirmed'];
  return {
    url: webhook?.url ?? '',
    description: webhook?.description ?? '',
    types: WEBHOOK_TYPES.map((type) => ({ type, isOn: on.includes(type) })),
    includesBuyer: webhook?.includesBuyer ?? false,
  };
}

export function isWebhook(path: SchemaPathTree<WebhookDraft>): void {
  asksFor(path.url, $localize`Enter an address that begins with https://`);
  isLine(path.description, DESCRIPTION_MAX);
  validate(path.types, ({ value }) =>
    value().some(({ isOn }) => isOn)
      ? null
      : { kind: 'none', message: $localize`Choose at least one event` },
  );
}

export function toWebhook(draft: WebhookDraft): CreateWebhookDto {
  return {
    url: draft.url.trim(),
    description: draft.description,
    types: draft.types.filter(({ isOn }) => isOn).map(({ type }) => type),
    includesBuyer: draft.includesBuyer,
  };
}
