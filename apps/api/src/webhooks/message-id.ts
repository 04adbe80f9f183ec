import { ProblemCode, WEBHOOK_MESSAGE_ID } from '@boxoffice/contracts';
import { Param, type PipeTransform } from '@nestjs/common';
import { DomainError } from '../platform/problems/domain-error.js';

/** A message's id as receivers know it, of the one that the database has. */
export function toMessageId(uuid: string): string {
  return `msg_${uuid.replaceAll('-', '')}`;
}

/** What the database knows a message by: it takes a UUID without its hyphens. */
export function toMessageUuid(messageId: string): string {
  return messageId.slice('msg_'.length);
}

export function deliveryNotFound(): DomainError {
  return new DomainError(
    ProblemCode.WebhookDeliveryNotFound,
    'There is no such delivery, or it is no longer kept.',
  );
}

/** Refuses what is the id of no message, before it reaches the database. */
class MessagePipe implements PipeTransform<string, string> {
  transform(value: string): string {
    if (WEBHOOK_MESSAGE_ID.test(value)) return value;
    throw deliveryNotFound();
  }
}

/** The id of a message in the address. */
export function MessageParam(name: string): ParameterDecorator {
  return Param(name, new MessagePipe());
}
