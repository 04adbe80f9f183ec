import {
  AnnouncementDto,
  ProblemCode,
  WriteToBuyersDto,
  type Envelope,
} from '@boxoffice/contracts';
import { Body, Controller, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Access, LiveSession } from '../../platform/access/access.js';
import { done } from '../../platform/http/envelope.js';
import { Answers, ApiIdempotencyKey } from '../../platform/http/openapi-answers.js';
import { BodyLimit } from '../../platform/http/request-size/body-limit.js';
import { Keyed, type IdempotencyContext } from '../../platform/idempotency/idempotency-context.js';
import { EventToChange } from '../change-params.js';
import type { ChangeRequest } from '../event-changes.js';
import { ChangesEvent } from '../event-params.js';
import { WriteToBuyers } from './write-to-buyers.js';

/** A message of 2,000 characters and a subject, up to four bytes each, or six where they are escaped. */
const MESSAGE_BODY_BYTES = 16 * 1024;

@ApiTags('Organisers’ events')
@Access('customer')
@LiveSession()
@Controller('organisers/:organiserId/events/:eventId/announcements')
export class AnnouncementsController {
  constructor(private readonly writeToBuyers: WriteToBuyers) {}

  @Post()
  @BodyLimit(MESSAGE_BODY_BYTES)
  @ApiIdempotencyKey()
  @ApiOperation({
    summary: 'Write to all who have tickets of an event',
    description:
      'For managers: one email to each address, as plain text, with your contact details. At most 3 messages within 24 hours.',
  })
  @ChangesEvent(ProblemCode.AnnouncementLimitExceeded)
  @Answers(AnnouncementDto, { status: 201, description: 'The message.', message: true })
  async write(
    @EventToChange() request: ChangeRequest,
    @Body() body: WriteToBuyersDto,
    @Keyed() keyed?: IdempotencyContext,
  ): Promise<Envelope<AnnouncementDto>> {
    const announced = await this.writeToBuyers.execute({ ...request, keyed }, body);
    return done('Your buyers are being emailed.', announced);
  }
}
