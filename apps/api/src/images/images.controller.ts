import { ProblemCode } from '@boxoffice/contracts';
import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiProduces, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Access } from '../platform/access/access.js';
import { Problems } from '../platform/http/openapi-answers.js';
import { DomainError } from '../platform/problems/domain-error.js';
import { isKnownTag } from '../platform/http/shared-answers.js';
import { Images } from './images.js';

const KEY = /^[0-9a-f]{32}$/;
const FILE = /^\d{1,5}\.(webp|jpg)$/;

@ApiTags('Events')
@Access('anyone')
@Controller('images')
export class ImagesController {
  constructor(private readonly images: Images) {}

  @Get(':key/:file')
  @ApiOperation({
    summary: 'Get a file of an event’s picture',
    description: 'Its address is in `image` of the event. It never changes, and caches keep it.',
  })
  @ApiParam({
    name: 'key',
    description: 'Of the picture.',
    example: '0f1e2d3c4b5a69788796a5b4c3d2e1f0',
  })
  @ApiParam({ name: 'file', description: 'Width and format.', example: '960.webp' })
  @ApiProduces('image/webp', 'image/jpeg')
  @ApiResponse({ status: 200, description: 'The file.' })
  @ApiResponse({ status: 304, description: 'The cached file is still current.' })
  @Problems(ProblemCode.RouteNotFound)
  async file(
    @Param('key') key: string,
    @Param('file') name: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const ending = FILE.exec(name)?.[1];
    const isFile = ending !== undefined && KEY.test(key);
    // What an address names never changes: whoever has it needs no look into the storage. `*` is whatever there is.
    const etag = `"${key}-${name}"`;
    const asked = request.headers['if-none-match'];
    const isNamed = isFile && !asked?.includes('*') && isKnownTag(asked, etag);
    const bytes = isFile && !isNamed ? await this.images.file(key, name) : undefined;
    if (bytes === undefined && !isNamed) {
      throw new DomainError(ProblemCode.RouteNotFound, 'There is no such picture.');
    }
    const isKnown = isKnownTag(asked, etag);
    void reply.headers({
      etag,
      'cache-control': 'public, max-age=31536000, immutable',
      'cross-origin-resource-policy': 'cross-origin',
    });
    if (isKnown) void reply.status(304).send();
    else void reply.type(ending === 'webp' ? 'image/webp' : 'image/jpeg').send(bytes);
  }
}
