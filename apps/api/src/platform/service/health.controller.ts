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
  @ApiOperation({ summary: 'Say whether the service can do its work' })
  @ApiOkResponse({ type: HealthDto, description: 'It can.' })
  @ApiServiceUnavailableResponse({
    type: HealthDto,
    description: 'The database does not answer, or takes no changes.',
  })
  async show(@Res({ passthrough: true }) reply: FastifyReply): Promise<HealthDto> {
    return this.answer(reply, await this.health.look());
  }

  @Get('livez')
  @ApiOperation({
    summary: 'Say whether the process lives',
    description:
      'Never looks at the database. Restart the process where this does not answer, and for no other reason.',
  })
  @ApiOkResponse({ type: LivenessDto, description: 'It lives.' })
  live(): LivenessDto {
    return { status: 'OK' };
  }

  @Get('readyz')
  @ApiOperation({
    summary: 'Say whether requests should be sent here',
    description: 'For load balancers. Looks at the database.',
  })
  @ApiOkResponse({ type: ReadinessDto, description: 'They should.' })
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
