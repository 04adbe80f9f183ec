import { HealthDto, LivenessDto, ReadinessDto } from '@boxoffice/contracts';
import { Controller, Get, Res } from '@nestjs/common';
import {
  ApiOkResponse,
  ApiOperation,
  ApiServiceUnavailableResponse,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Access } from '../access/access.js';
import { RateLimit } from '../rate-limits/rate-limit.js';
import { Health } from './health.js';

@ApiTags('Service')
@Access('anyone')
@RateLimit('none')
@Controller()
export class HealthController {
  constructor(private readonly health: Health) {}

  @Get('health')
  @ApiOperation({ summary: 'Check whether the service works' })
  @ApiOkResponse({ type: HealthDto, description: 'It works.' })
  @ApiServiceUnavailableResponse({
    type: HealthDto,
    description: 'The database is unavailable or read-only.',
  })
  async show(@Res({ passthrough: true }) reply: FastifyReply): Promise<HealthDto> {
    return this.answer(reply, await this.health.look());
  }

  @Get('livez')
  @ApiOperation({
    summary: 'Liveness probe',
    description:
      'Never looks at the database. Restart the process where this does not answer, and for no other reason.',
  })
  @ApiOkResponse({ type: LivenessDto, description: 'The process is alive.' })
  live(): LivenessDto {
    return { status: 'OK' };
  }

  @Get('readyz')
  @ApiOperation({
    summary: 'Readiness probe',
    description: 'For load balancers. Checks the database.',
  })
  @ApiOkResponse({ type: ReadinessDto, description: 'Ready for requests.' })
  @ApiServiceUnavailableResponse({
    type: ReadinessDto,
    description:
      'They should not: the database is down or read-only, or the process is about to end.',
  })
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<ReadinessDto> {
    return this.answer(reply, await this.health.readiness());
  }

  private answer<Answer extends HealthDto | ReadinessDto>(
    reply: FastifyReply,
    answer: Answer,
  ): Answer {
    void reply.status(answer.status === 'OK' ? 200 : 503).header('cache-control', 'no-store');
    return answer;
  }
}
