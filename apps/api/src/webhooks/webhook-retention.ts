import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Retention } from '../platform/personal-data/retention.js';

/** With a message go its deliveries and their tries. None of them is on its way any more: a schedule takes three days. */
@Injectable()
export class WebhookRetention implements OnModuleInit {
  constructor(private readonly retention: Retention) {}

  onModuleInit(): void {
    this.retention.add({
      what: 'messages of webhooks',
      keep: (settings) => settings.WEBHOOK_LOG_RETENTION_DAYS,
      statement: `
        DELETE FROM webhook_messages WHERE id IN (
          SELECT id FROM webhook_messages WHERE created_at < now() - make_interval(days => $1)
          ORDER BY created_at LIMIT $2 FOR UPDATE SKIP LOCKED)`,
    });
  }
}
