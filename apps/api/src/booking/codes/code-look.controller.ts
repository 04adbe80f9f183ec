import { CodeLookDto, LookAtCodesDto, ProblemCode, type Envelope } from '@boxoffice/contracts';
import { Body, Controller, Post } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { Access } from '../../platform/access/access.js';
import { CurrentActor, type Actor } from '../../platform/audit/actor.js';
import { ok } from '../../platform/http/envelope.js';
import { IdParam } from '../../platform/http/id-param.js';
import { Answers, Problems } from '../../platform/http/openapi-answers.js';
import { LookAtCodes } from './look-at-codes.js';

@ApiTags('Events')
@Access('anyone')
@Controller('events')
export class CodeLookController {
  constructor(private readonly lookAtCodes: LookAtCodes) {}

  @Post(':id/codes')
  @ApiOperation({
    summary: 'Say what codes open and what tickets cost with them',
    description:
      'Uses none of them and holds nothing: send them with `POST /booking/reserve`. Wrong ones are counted, and slow down whoever guesses.',
  })
  @ApiParam({ name: 'id', description: "The event's id.", example: '1' })
  @Answers(CodeLookDto, { description: 'What may be chosen with the codes.' })
  @Problems(
    ProblemCode.InvalidId,
    ProblemCode.EventNotFound,
    ProblemCode.CodeNotFound,
    ProblemCode.CodeNotValidNow,
    ProblemCode.CodeUsedUp,
    ProblemCode.TooManyRequests,
  )
  async look(
    @IdParam('id') id: string,
    @Body() body: LookAtCodesDto,
    @CurrentActor() actor: Actor,
  ): Promise<Envelope<CodeLookDto>> {
    return ok(await this.lookAtCodes.execute(id, body.codes, actor));
  }
}
