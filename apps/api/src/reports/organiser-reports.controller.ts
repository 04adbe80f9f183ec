import {
  OrganiserTakingsDto,
  OrganiserTakingsQueryDto,
  ProblemCode,
  type Envelope,
} from '@boxoffice/contracts';
import { Controller, Get, Query } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { Access, CurrentCaller, LiveSession, type Caller } from '../platform/access/access.js';
import { ok } from '../platform/http/envelope.js';
import { IdParam } from '../platform/http/id-param.js';
import { Answers, Problems } from '../platform/http/openapi-answers.js';
import { ShowOrganiserTakings } from './figures/show-organiser-takings.js';
import { ORGANISER_ID } from './report-params.js';

@ApiTags('Reports')
@Access('customer')
@LiveSession()
@Controller('organisers/:organiserId/takings')
export class OrganiserReportsController {
  constructor(private readonly showTakings: ShowOrganiserTakings) {}

  @Get()
  @ApiOperation({
    summary: 'Show what the events of an organisation have taken',
    description:
      'For owners and managers: sums by currency, and by event; with `from` and `to`, of what was sold on these days.',
  })
  @ApiParam(ORGANISER_ID)
  @Answers(OrganiserTakingsDto, { description: 'The takings.' })
  @Problems(ProblemCode.OrganiserNotFound, ProblemCode.ValidationFailed)
  async takings(
    @IdParam('organiserId') organiserId: string,
    @Query() query: OrganiserTakingsQueryDto,
    @CurrentCaller() caller: Caller,
  ): Promise<Envelope<OrganiserTakingsDto>> {
    return ok(await this.showTakings.execute(organiserId, query, caller));
  }
}
