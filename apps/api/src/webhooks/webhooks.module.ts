import { Module } from '@nestjs/common';
import { OrganisersModule } from '../organisers/organisers.module.js';
import { SecretBox } from '../platform/secrets/secret-box.js';
import { DeliverWebhooks } from './deliver/deliver-webhooks.js';
import { DueDeliveries } from './deliver/due-deliveries.js';
import { NameLookup, PublicAddresses, SystemNameLookup } from './deliver/public-addresses.js';
import { SendRequest } from './deliver/send-request.js';
import { ChangeWebhooks } from './endpoints/change-webhooks.js';
import { DisableWebhook } from './endpoints/disable-webhook.js';
import { ReplayWebhooks } from './log/replay-webhooks.js';
import { WebhookLog } from './log/webhook-log.js';
import { PublishWebhook } from './publish/publish-webhook.js';
import { WebhookDeliveriesController } from './webhook-deliveries.controller.js';
import { WebhookRetention } from './webhook-retention.js';
import { WebhooksController } from './webhooks.controller.js';

/** Tells organisers' own systems what happens. */
@Module({
  imports: [OrganisersModule],
  controllers: [WebhooksController, WebhookDeliveriesController],
  providers: [
    SecretBox.for('boxoffice webhook'),
    { provide: NameLookup, useClass: SystemNameLookup },
    PublicAddresses,
    SendRequest,
    DueDeliveries,
    DeliverWebhooks,
    DisableWebhook,
    ChangeWebhooks,
    WebhookLog,
    ReplayWebhooks,
    WebhookRetention,
    PublishWebhook,
  ],
  exports: [PublishWebhook],
})
export class WebhooksModule {}
