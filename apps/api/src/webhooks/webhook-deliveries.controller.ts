import {
  ListWebhookDeliveriesQueryDto,
  ProblemCode,
  ReplayedWebhookDto,
  ReplayWebhookDto,
  WebhookDeliveryDetailDto,
  WebhookDeliveryDto,
  type Envelope,
} from '@boxoffice/contracts';
import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Access, CurrentCaller, LiveSession, type Caller } from '../platform/access/access.js';
import { CurrentActor, type Actor } from '../platform/audit/actor.js';
import { done, ok } from '../platform/http/envelope.js';
import { IdParam } from '../platform/http/id-param.js';
import { Answers } from '../platform/http/openapi-answers.js';
import { ReplayWebhooks } from './log/replay-webhooks.js';
import { WebhookLog } from './log/webhook-log.js';
import { MessageParam } from './message-id.js';
import { OfDelivery, OfWebhook } from './webhook-param.js';

@ApiTags('Webhooks')
@Access('customer')
@LiveSession()
@Controller('organisers/:organiserId/webhooks/:webhookId')
export class WebhookDeliveriesController {
  constructor(
    private readonly log: WebhookLog,
    private readonly replay: ReplayWebhooks,
  ) {}

  @Get('deliveries')
  @ApiOperation({ summary: 'List what a webhook was told' })
  @OfWebhook()
  @Answers(WebhookDeliveryDto, { description: 'A page of the log, the latest first.', list: true })
  async list(
    @IdParam('organiserId') organiserId: string,
    @IdParam('webhookId') webhookId: string,
    @Query() query: ListWebhookDeliveriesQueryDto,
    @CurrentCaller() caller: Caller,
  ): Promise<Envelope<WebhookDeliveryDto[]>> {
    return ok(await this.log.list(organiserId, webhookId, query, caller));
  }

  @Get('deliveries/:deliveryId')
  @ApiOperation({ summary: 'Get a delivery with its payload and all tries' })
  @OfDelivery()
  @Answers(WebhookDeliveryDetailDto, { description: 'The delivery.' })
  async find(
    @IdParam('organiserId') organiserId: string,
    @IdParam('webhookId') webhookId: string,
    @MessageParam('deliveryId') deliveryId: string,
    @CurrentCaller() caller: Caller,
  ): Promise<Envelope<WebhookDeliveryDetailDto>> {
    return ok(await this.log.find(organiserId, webhookId, deliveryId, caller));
  }

  @Post('deliveries/:deliveryId/replay')
  @ApiOperation({
    summary: 'Send a delivery again',
    description: 'Under the same id, also if it was delivered before.',
  })
  @OfDelivery(ProblemCode.WebhookDisabled, ProblemCode.WebhookDeliveryPending)
  @Answers(WebhookDeliveryDto, { description: 'It is on its way.', message: true })
  async replayOne(
    @IdParam('organiserId') organiserId: string,
    @IdParam('webhookId') webhookId: string,
    @MessageParam('deliveryId') deliveryId: string,
    @CurrentCaller() caller: Caller,
    @CurrentActor() actor: Actor,
  ): Promise<Envelope<WebhookDeliveryDto>> {
    const delivery = await this.replay.one(organiserId, webhookId, deliveryId, caller, actor);
    return done('The delivery is on its way.', delivery);
  }

  @Post('replay')
  @ApiOperation({
    summary: 'Send failed deliveries again',
    description:
      'Those of what happened since a moment, at most 1,000; if there are more, ask again.',
  })
  @OfWebhook(ProblemCode.WebhookDisabled)
  @Answers(ReplayedWebhookDto, { description: 'They are on their way.', message: true })
  async replayFailed(
    @IdParam('organiserId') organiserId: string,
    @IdParam('webhookId') webhookId: string,
    @Body() { since }: ReplayWebhookDto,
    @CurrentCaller() caller: Caller,
    @CurrentActor() actor: Actor,
  ): Promise<Envelope<ReplayedWebhookDto>> {
    const replayed = await this.replay.failedSince(organiserId, webhookId, since, caller, actor);
    return done('The deliveries are on their way.', replayed);
  }
}
