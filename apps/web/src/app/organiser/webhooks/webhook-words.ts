import type { WebhookDeliveryStatus, WebhookDto, WebhookType } from '@boxoffice/contracts';

const TYPES: Record<WebhookType, () => string> = {
  'booking.confirmed': () => $localize`Booking confirmed`,
  'booking.cancelled': () => $localize`Unpaid booking cancelled`,
  'booking.refunded': () => $localize`Booking refunded`,
  'ticket.checked_in': () => $localize`Ticket checked in`,
  'event.published': () => $localize`Event published`,
  'event.cancelled': () => $localize`Event cancelled`,
};

/** What a webhook can be told of, in the order in which it is asked. */
export const WEBHOOK_TYPES = Object.keys(TYPES) as WebhookType[];

/** What happened, in words; what is sent to try an endpoint has some, too. */
export function webhookTypeName(type: string): string {
  if (type === 'webhook.test') return $localize`Test event`;
  return type in TYPES ? TYPES[type as WebhookType]() : type;
}

const STATUSES: Record<WebhookDeliveryStatus, () => string> = {
  pending: () => $localize`Waiting`,
  delivered: () => $localize`Delivered`,
  failed: () => $localize`Failed`,
};

export function deliveryStatusName(status: WebhookDeliveryStatus): string {
  return STATUSES[status]();
}

/** How an endpoint stands. */
export function webhookStateName({ disabledBy, latestStatus }: WebhookDto): string {
  if (disabledBy === 'gone') return $localize`Disabled: it answered that it’s gone (410)`;
  if (disabledBy === 'member') return $localize`Disabled`;
  if (latestStatus === null) return $localize`Nothing sent yet`;
  return $localize`Latest delivery: ${deliveryStatusName(latestStatus)}:status:`;
}
