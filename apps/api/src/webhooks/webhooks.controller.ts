import {
  ChangeWebhookDto,
  CreateWebhookDto,
  ProblemCode,
  WebhookDeliveryDto,
  WebhookDto,
  WebhookSecretDto,
  type Envelope,
} from '@boxoffice/contracts';
import { Body, Controller, Delete, Get, Patch, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { OfOrganiser } from '../organisers/organiser-param.js';
import { Access, CurrentCaller, LiveSession, type Caller } from '../platform/access/access.js';
import { CurrentActor, type Actor } from '../platform/audit/actor.js';
import { done, ok } from '../platform/http/envelope.js';
import { IdParam } from '../platform/http/id-param.js';
import { Answers, AnswersDone } from '../platform/http/openapi-answers.js';
import { ChangeWebhooks } from './endpoints/change-webhooks.js';
import { ReplayWebhooks } from './log/replay-webhooks.js';
import { OfWebhook } from './webhook-param.js';

/** No `Idempotency-Key` where a secret is answered: the answer would be stored with it. */
@ApiTags('Webhooks')
@Access('customer')
@LiveSession()
@Controller('organisers/:organiserId/webhooks')
export class WebhooksController {
  constructor(
    private readonly webhooks: ChangeWebhooks,
    private readonly replay: ReplayWebhooks,
  ) {}

  @Get()
  @ApiOperation({ summary: 'List an organisation’s webhooks to its owners and managers' })
  @OfOrganiser()
  @Answers(WebhookDto, { description: 'All of them, the oldest first.', list: true })
  async list(
    @IdParam('organiserId') organiserId: string,
    @CurrentCaller() caller: Caller,
  ): Promise<Envelope<WebhookDto[]>> {
    return ok(await this.webhooks.list(organiserId, caller));
  }

  @Post()
  @ApiOperation({
    summary: 'Add a webhook',
    description:
      'Tells a system of yours what happens, with signed requests. The answer shows the secret, once.',
  })
  @OfOrganiser(ProblemCode.WebhookLimitExceeded)
  @Answers(WebhookSecretDto, { status: 201, description: 'The webhook.', message: true })
  async create(
    @IdParam('organiserId') organiserId: string,
    @Body() body: CreateWebhookDto,
    @CurrentCaller() caller: Caller,
    @CurrentActor() actor: Actor,
  ): Promise<Envelope<WebhookSecretDto>> {
    const webhook = await this.webhooks.create(organiserId, body, caller, actor);
    return done('The webhook was added.', webhook);
  }

  @Get(':webhookId')
  @ApiOperation({ summary: 'Get a webhook' })
  @OfWebhook()
  @Answers(WebhookDto, { description: 'The webhook.' })
  async find(
    @IdParam('organiserId') organiserId: string,
    @IdParam('webhookId') webhookId: string,
    @CurrentCaller() caller: Caller,
  ): Promise<Envelope<WebhookDto>> {
    return ok(await this.webhooks.find(organiserId, webhookId, caller));
  }

  @Patch(':webhookId')
  @ApiOperation({
    summary: 'Change, disable or enable a webhook',
    description: 'What is left out stays as it is.',
  })
  @OfWebhook()
  @Answers(WebhookDto, { description: 'The webhook as it is now.', message: true })
  async change(
    @IdParam('organiserId') organiserId: string,
    @IdParam('webhookId') webhookId: string,
    @Body() body: ChangeWebhookDto,
    @CurrentCaller() caller: Caller,
    @CurrentActor() actor: Actor,
  ): Promise<Envelope<WebhookDto>> {
    const webhook = await this.webhooks.change(organiserId, webhookId, body, caller, actor);
    return done('The webhook was changed.', webhook);
  }

  @Delete(':webhookId')
  @ApiOperation({
    summary: 'Remove a webhook and its log',
    description: 'What is on its way isn’t sent any more.',
  })
  @OfWebhook()
  @AnswersDone({ description: 'It is told nothing any more.' })
  async remove(
    @IdParam('organiserId') organiserId: string,
    @IdParam('webhookId') webhookId: string,
    @CurrentCaller() caller: Caller,
    @CurrentActor() actor: Actor,
  ): Promise<Envelope<null>> {
    await this.webhooks.remove(organiserId, webhookId, caller, actor);
    return done('The webhook was removed.', null);
  }

  @Post(':webhookId/secret')
  @ApiOperation({
    summary: 'Rotate a webhook’s secret',
    description:
      'The answer shows the new one, once. For 24 hours the one before signs too, so that the receiver can be changed meanwhile.',
  })
  @OfWebhook()
  @Answers(WebhookSecretDto, { description: 'The webhook, with its new secret.', message: true })
  async rotate(
    @IdParam('organiserId') organiserId: string,
    @IdParam('webhookId') webhookId: string,
    @CurrentCaller() caller: Caller,
    @CurrentActor() actor: Actor,
  ): Promise<Envelope<WebhookSecretDto>> {
    const webhook = await this.webhooks.rotate(organiserId, webhookId, caller, actor);
    return done('The secret was rotated.', webhook);
  }

  @Post(':webhookId/test')
  @ApiOperation({
    summary: 'Send a test event',
    description: 'A message of the type `webhook.test`. How it went stands in the log.',
  })
  @OfWebhook(ProblemCode.WebhookDisabled)
  @Answers(WebhookDeliveryDto, { status: 201, description: 'It is on its way.', message: true })
  async test(
    @IdParam('organiserId') organiserId: string,
    @IdParam('webhookId') webhookId: string,
    @CurrentCaller() caller: Caller,
  ): Promise<Envelope<WebhookDeliveryDto>> {
    const delivery = await this.replay.test(organiserId, webhookId, caller);
    return done('The test event is on its way.', delivery);
  }
}
