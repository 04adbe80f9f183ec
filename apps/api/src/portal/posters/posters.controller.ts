import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { PosterQueryDto, ProblemCode } from '@boxoffice/contracts';
import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiProduces, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import Negotiator from 'negotiator';
import { Access } from '../../platform/access/access.js';
import { IdParam } from '../../platform/http/id-param.js';
import { Problems } from '../../platform/http/openapi-answers.js';
import { isKnownTag } from '../../platform/http/shared-answers.js';
import { Posters, type Picture } from './posters.js';

/** A year; its address changes with the picture. */
const FOR_GOOD = 'public, max-age=31536000, immutable';
/** Five minutes: the picture of an event whose name was changed may be as old. */
const FOR_A_WHILE = 'public, max-age=300, stale-while-revalidate=3600';

const EVENT = { name: 'id', description: "The event's id.", example: '1' };

const uncompress = promisify(gunzip);

@ApiTags('Events')
@Access('anyone')
@Controller('events')
export class PostersController {
  constructor(private readonly posters: Posters) {}

  @Get(':id/poster.svg')
  @ApiOperation({
    summary: 'Get the drawn poster of an event',
    description: 'Drawn from its id, name and colours: the same one every time.',
  })
  @ApiParam(EVENT)
  @ApiProduces('image/svg+xml')
  @ApiResponse({ status: 200, description: 'The poster.' })
  @Problems(ProblemCode.InvalidId, ProblemCode.EventNotFound)
  async poster(
    @IdParam('id') id: string,
    @Query() { title, v }: PosterQueryDto,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const found = await this.posters.drawing(id, title !== 'off', v);
    void reply.header('vary', 'accept-encoding');
    if (isSent(found, request, reply)) return;
    void reply.header('content-type', 'image/svg+xml; charset=utf-8');
    const takesGzip =
      request.headers['accept-encoding'] !== undefined &&
      new Negotiator(request.raw).encoding(['gzip', 'identity']) === 'gzip';
    if (takesGzip) void reply.header('content-encoding', 'gzip').send(found.bytes);
    else void reply.send(await uncompress(found.bytes));
  }

  @Get(':id/poster.png')
  @ApiOperation({
    summary: 'Get the picture of an event for previews of links',
    description: '1200 × 630 pixels.',
  })
  @ApiParam(EVENT)
  @ApiProduces('image/png')
  @ApiResponse({ status: 200, description: 'The picture.' })
  @Problems(ProblemCode.InvalidId, ProblemCode.EventNotFound)
  async preview(
    @IdParam('id') id: string,
    @Query() { v }: PosterQueryDto,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const found = await this.posters.preview(id, v);
    if (isSent(found, request, reply)) return;
    void reply.header('content-type', 'image/png').send(found.bytes);
  }
}

/** Writes the headers; whether that was all, since the caller has the picture. */
function isSent(
  { etag, isForGood }: Picture,
  request: FastifyRequest,
  reply: FastifyReply,
): boolean {
  void reply.headers({
    'cache-control': isForGood ? FOR_GOOD : FOR_A_WHILE,
    // Previews and other sites show it.
    'cross-origin-resource-policy': 'cross-origin',
    etag,
  });
  if (!isKnownTag(request.headers['if-none-match'], etag)) return false;
  void reply.status(304).send();
  return true;
}
