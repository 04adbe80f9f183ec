import { HealthDto } from '@boxoffice/contracts';
import { Controller, Get, Res } from '@nestjs/common';
import {
  ApiOkResponse,
  ApiOperation,
  ApiServiceUnavailableResponse,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Access } from '../auth/access.js';
import { RateLimit } from '../rate-limits/rate-limit.js';
import { Health } from './health.js';

@ApiTags('Service')
@Access('anyone')
@RateLimit('none')
@Controller('health')
export class HealthController {
  constructor(private readonly health: Health) {}

  @Get()
  @ApiOperation({ summary: 'Say whether the service can do its work' })
  @ApiOkResponse({ type: HealthDto, description: 'It can.' })
  @ApiServiceUnavailableResponse({ type: HealthDto, description: 'The database does not answer.' })
  async show(@Res({ passthrough: true }) reply: FastifyReply): Promise<HealthDto> {
    const health = await this.health.look();
    void reply.status(health.status === 'OK' ? 200 : 503);
    return health;
  }
}
