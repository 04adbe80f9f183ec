import { ProblemCode } from '@boxoffice/contracts';
import { Controller, HttpCode, Param, Post, Req } from '@nestjs/common';
import { ApiNoContentResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Access } from '../platform/access/access.js';
import { IdParam } from '../platform/http/id-param.js';
import { Problems } from '../platform/http/openapi-answers.js';
import { RawBody } from '../platform/http/raw-body.js';
import { BodyLimit } from '../platform/http/request-size/body-limit.js';
import { ProviderEvents } from './provider-events.js';

/** Where payment providers tell what has happened. */
@ApiTags('Payments')
@Controller('payments/providers')
export class ProviderEventsController {
  constructor(private readonly events: ProviderEvents) {}

  @Post(':provider/:organiserId/events')
  @HttpCode(204)
  // Stripe's and PayPal's largest are some ten kilobytes.
  @BodyLimit(256 * 1024, true)
  @Access('anyone')
  @ApiOperation({
    summary: 'Receive an event of a payment provider',
    description:
      'For payment providers only: the event must be signed as its provider signs. It is kept, answered, and looked into afterwards; sent twice, it is one.',
  })
  @ApiParam({ name: 'provider', description: 'The provider.', example: 'stripe' })
  @ApiParam({ name: 'organiserId', description: "The organisation's id.", example: '1' })
  @ApiNoContentResponse({ description: 'The event is kept.' })
  @Problems(
    ProblemCode.InvalidId,
    ProblemCode.MalformedJson,
    ProblemCode.EventRefused,
    ProblemCode.PaymentsNotConfigured,
  )
  async receive(
    @Param('provider') provider: string,
    @IdParam('organiserId') organiserId: string,
    @Req() { headers }: FastifyRequest,
    @RawBody() body: Buffer,
  ): Promise<void> {
    await this.events.receive({ provider, organiserId }, { headers, body });
  }
}
