import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { ProblemCode } from '@boxoffice/contracts';
import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import Negotiator from 'negotiator';
import { Access } from '../../platform/access/access.js';
import { isKnownTag } from '../../platform/http/shared-answers.js';
import { DomainError } from '../../platform/problems/domain-error.js';
import { Sitemap, SITEMAP_MAX_AGE_MS, type SitemapFile } from './sitemap.js';

const PART = /^([1-9]\d{0,5})\.xml$/;

const CACHE_CONTROL = `public, max-age=${SITEMAP_MAX_AGE_MS / 1_000}`;

const uncompress = promisify(gunzip);

@ApiExcludeController()
@Access('anyone')
@Controller()
export class SitemapController {
  constructor(private readonly sitemap: Sitemap) {}

  @Get('sitemap.xml')
  async root(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await send(await this.sitemap.root(), request, reply);
  }

  @Get('sitemaps/:file')
  async part(
    @Param('file') name: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const number = PART.exec(name)?.[1];
    if (number === undefined) {
      throw new DomainError(ProblemCode.RouteNotFound, 'There is no such part of the sitemap.');
    }
    await send(await this.sitemap.part(Number(number)), request, reply);
  }
}

async function send(
  { gzipped, etag }: SitemapFile,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  void reply.headers({ 'cache-control': CACHE_CONTROL, etag, vary: 'accept-encoding' });
  if (isKnownTag(request.headers['if-none-match'], etag)) {
    void reply.status(304).send();
    return;
  }
  void reply.header('content-type', 'application/xml; charset=utf-8');
  // Kept compressed alone: nearly everybody takes it so.
  const takesGzip =
    request.headers['accept-encoding'] !== undefined &&
    new Negotiator(request.raw).encoding(['gzip', 'identity']) === 'gzip';
  if (takesGzip) void reply.header('content-encoding', 'gzip').send(gzipped);
  else void reply.send(await uncompress(gzipped));
}
