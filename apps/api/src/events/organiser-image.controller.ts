import {
  ChangeImageDto,
  IMAGE_BYTES_MAX,
  IMAGE_TYPES,
  ImageQueryDto,
  OrganiserEventDto,
  ProblemCode,
  type Envelope,
} from '@boxoffice/contracts';
import { Body, Controller, Delete, Patch, Put, Query, Req } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Access, CurrentCaller, LiveSession, type Caller } from '../platform/access/access.js';
import { CurrentActor, type Actor } from '../platform/audit/actor.js';
import { done } from '../platform/http/envelope.js';
import { IdParam } from '../platform/http/id-param.js';
import { Answers, Problems } from '../platform/http/openapi-answers.js';
import { readUpload, TakesUpload } from '../platform/http/uploads.js';
import { ChangeEventImage } from './image/change-event-image.js';
import { EVENT_ID, ORGANISER_ID } from './event-params.js';

const REFUSALS = [
  ProblemCode.OrganiserNotFound,
  ProblemCode.EventNotFound,
  ProblemCode.EventStateConflict,
];

@ApiTags('Organisers’ events')
@Access('customer')
@LiveSession()
@Controller('organisers/:organiserId/events/:eventId/image')
export class OrganiserImageController {
  constructor(private readonly changeImage: ChangeEventImage) {}

  @Put()
  @TakesUpload()
  @ApiOperation({
    summary: 'Give an event a picture',
    description:
      'JPEG, PNG, WebP or AVIF of at most 10 MB and 36 megapixels, as the whole body. It is encoded anew in three widths. The one before goes a day later.',
  })
  @ApiParam(ORGANISER_ID)
  @ApiParam(EVENT_ID)
  @ApiConsumes(...IMAGE_TYPES)
  @ApiBody({ schema: { type: 'string', format: 'binary' } })
  @Answers(OrganiserEventDto, { description: 'The event shows it.', message: true })
  @Problems(
    ...REFUSALS,
    ProblemCode.ValidationFailed,
    ProblemCode.ImageUnfit,
    ProblemCode.BodyTooLarge,
    ProblemCode.UnsupportedMediaType,
    ProblemCode.Busy,
  )
  async replace(
    @IdParam('organiserId') organiserId: string,
    @IdParam('eventId') eventId: string,
    @Query() { alt }: ImageQueryDto,
    @Req() request: FastifyRequest,
    @CurrentCaller() caller: Caller,
    @CurrentActor() actor: Actor,
  ): Promise<Envelope<OrganiserEventDto>> {
    const change = { organiserId, eventId, caller, actor };
    const read = (): Promise<Buffer> => readUpload(request, IMAGE_BYTES_MAX);
    return done('The picture is shown.', await this.changeImage.replace(change, read, alt));
  }

  @Patch()
  @ApiOperation({ summary: 'Change the words that stand for an event’s picture' })
  @ApiParam(ORGANISER_ID)
  @ApiParam(EVENT_ID)
  @Answers(OrganiserEventDto, { description: 'They were changed.', message: true })
  @Problems(...REFUSALS, ProblemCode.ImageNotFound)
  async describe(
    @IdParam('organiserId') organiserId: string,
    @IdParam('eventId') eventId: string,
    @Body() { alt }: ChangeImageDto,
    @CurrentCaller() caller: Caller,
    @CurrentActor() actor: Actor,
  ): Promise<Envelope<OrganiserEventDto>> {
    const change = { organiserId, eventId, caller, actor };
    return done('The words were changed.', await this.changeImage.describe(change, alt));
  }

  @Delete()
  @ApiOperation({
    summary: 'Take an event’s picture away',
    description: 'Its poster is drawn again.',
  })
  @ApiParam(ORGANISER_ID)
  @ApiParam(EVENT_ID)
  @Answers(OrganiserEventDto, { description: 'The event has none.', message: true })
  @Problems(...REFUSALS)
  async remove(
    @IdParam('organiserId') organiserId: string,
    @IdParam('eventId') eventId: string,
    @CurrentCaller() caller: Caller,
    @CurrentActor() actor: Actor,
  ): Promise<Envelope<OrganiserEventDto>> {
    const change = { organiserId, eventId, caller, actor };
    return done('The picture was removed.', await this.changeImage.remove(change));
  }
}
