import { ProblemCode } from '@boxoffice/contracts';
import { applyDecorators } from '@nestjs/common';
import { ApiParam } from '@nestjs/swagger';
import { OfOrganiser } from '../organisers/organiser-param.js';

/** Describes a route of one endpoint. */
export function OfWebhook(...problems: ProblemCode[]) {
  return applyDecorators(
    OfOrganiser(ProblemCode.WebhookNotFound, ...problems),
    ApiParam({
      name: 'webhookId',
      description: 'The webhook’s id.',
      example: '7300000000000000001',
    }),
  );
}

/** Describes a route of one delivery. */
export function OfDelivery(...problems: ProblemCode[]) {
  return applyDecorators(
    OfWebhook(ProblemCode.WebhookDeliveryNotFound, ...problems),
    ApiParam({
      name: 'deliveryId',
      description: 'The message’s id.',
      example: 'msg_0b7f1f5c2a9e4d3f8a1c6e5d4b3a2918',
    }),
  );
}
