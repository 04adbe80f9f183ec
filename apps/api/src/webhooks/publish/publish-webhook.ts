import type { WebhookType } from '@boxoffice/contracts';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

/** What has happened, beside what is told of the event and the booking anyway. */
export interface Published {
  type: WebhookType;
  eventId: string;
  /** Missing where it is about the whole event. */
  bookingId?: string;
  /** What only this type tells, under names of its own: `refund`, `ticket`. Nothing that says who somebody is. */
  details?: Readonly<Record<string, object>>;
}

/**
 * Tells an organiser's endpoints what has happened, in the transaction in which it happens.
 *
 * Bookings that are paid for or cancelled, and events that are published or cancelled, publish themselves: a trigger
 * sees to that (`schema/baseline/webhooks.sql.ts`).
 */
@Injectable()
export class PublishWebhook {
  async execute(manager: EntityManager, { type, eventId, bookingId, details }: Published) {
    await manager.query('SELECT publish_webhook($1, $2, $3, $4)', [
      type,
      eventId,
      bookingId ?? null,
      JSON.stringify(details ?? {}),
    ]);
  }
}
