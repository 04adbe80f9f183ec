import { ProblemCode, SeriesDto, type Envelope } from '@boxoffice/contracts';
import { Controller, Get } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { Access } from '../../platform/access/access.js';
import { okForMany } from '../../platform/http/envelope.js';
import { IdParam } from '../../platform/http/id-param.js';
import { Answers, ForMany, Problems } from '../../platform/http/openapi-answers.js';
import { PublicSeries } from './public-series.js';

@ApiTags('Events')
@Access('anyone')
@Controller('series')
export class SeriesController {
  constructor(private readonly series: PublicSeries) {}

  @Get(':id')
  @ForMany()
  @ApiOperation({
    summary: 'Get a series with its dates',
    description: 'How the sale of each date stands included.',
  })
  @ApiParam({ name: 'id', description: "The series's id.", example: '7300000000000000009' })
  @Answers(SeriesDto, { description: 'The series.' })
  @Problems(ProblemCode.InvalidId, ProblemCode.SeriesNotFound)
  async find(@IdParam('id') id: string): Promise<Envelope<SeriesDto>> {
    return okForMany(await this.series.recent(id));
  }
}
