import { DownloadExportQueryDto, ProblemCode } from '@boxoffice/contracts';
import { Controller, Get, Query, StreamableFile } from '@nestjs/common';
import { ApiOperation, ApiProduces, ApiResponse, ApiTags } from '@nestjs/swagger';
import { create as contentDisposition } from 'content-disposition';
import { Access } from '../../platform/access/access.js';
import { CurrentActor, type Actor } from '../../platform/audit/actor.js';
import { Problems } from '../../platform/http/openapi-answers.js';
import { RateLimit } from '../../platform/rate-limits/rate-limit.js';
import { DownloadExport } from './download/download-export.js';

@ApiTags('Reports')
@Access('anyone')
@RateLimit('export')
@Controller('exports')
export class DownloadsController {
  constructor(private readonly downloadExport: DownloadExport) {}

  @Get()
  @ApiOperation({
    summary: 'Download an export',
    description:
      'By the link that `POST /organisers/:organiserId/events/:eventId/exports` answers: once, within a minute. The rows are of one moment and come as they are read. Where something goes wrong on the way, the connection is cut.',
  })
  @ApiProduces('text/csv', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet')
  @ApiResponse({
    status: 200,
    description: 'The file.',
    schema: { type: 'string', format: 'binary' },
  })
  @Problems(ProblemCode.TokenInvalid, ProblemCode.Busy)
  async download(
    @Query() { token }: DownloadExportQueryDto,
    @CurrentActor() actor: Actor,
  ): Promise<StreamableFile> {
    const { content, type, name } = await this.downloadExport.execute(token, actor);
    return new StreamableFile(content, { type, disposition: contentDisposition(name) });
  }
}
