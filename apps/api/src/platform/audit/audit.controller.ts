import { AuditPageDto, ListAuditQueryDto, ProblemCode, type Envelope } from '@boxoffice/contracts';
import { Controller, Get, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Access, LiveSession } from '../access/access.js';
import { ok } from '../http/envelope.js';
import { Answers, Problems } from '../http/openapi-answers.js';
import { ListAudit } from './list/list-audit.js';

@ApiTags('Admin')
@Controller('admin/audit')
export class AuditController {
  constructor(private readonly listAudit: ListAudit) {}

  @Get()
  @Access('admin')
  @LiveSession()
  @ApiOperation({
    summary: 'List the audit',
    description:
      'The latest first. Entries name people by their ids; `names` says what these are called now. What was done in the last second or so is not sealed yet, and follows.',
  })
  @Answers(AuditPageDto, { description: 'A page of the audit.' })
  @Problems(ProblemCode.Unauthenticated, ProblemCode.Forbidden, ProblemCode.ValidationFailed)
  async list(@Query() query: ListAuditQueryDto): Promise<Envelope<AuditPageDto>> {
    return ok(await this.listAudit.execute(query));
  }
}
