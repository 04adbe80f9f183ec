import { ProblemCode, TicketCodeDto, type Envelope } from '@boxoffice/contracts';
import { Controller, Get } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { Access, CurrentCaller, type Caller } from '../../platform/access/access.js';
import { ok } from '../../platform/http/envelope.js';
import { IdParam } from '../../platform/http/id-param.js';
import { Answers, Problems } from '../../platform/http/openapi-answers.js';
import { ShowCodes } from './show-codes.js';

@ApiTags('Admission')
@Controller('booking/:id/ticket-codes')
export class TicketCodesController {
  constructor(private readonly show: ShowCodes) {}

  @Get()
  @Access('buyer')
  @ApiOperation({
    summary: 'Get the codes of a booking’s tickets',
    description:
      'Of the tickets that are paid for; the format is documented in `docs/ticket-codes.md`.',
  })
  @ApiParam({ name: 'id', description: "The booking's id.", example: '7300000000000000001' })
  @Answers(TicketCodeDto, { description: 'In the order of the booking.', list: true })
  @Problems(ProblemCode.InvalidId, ProblemCode.Unauthenticated, ProblemCode.BookingNotFound)
  async find(
    @IdParam('id') id: string,
    @CurrentCaller() caller: Caller,
  ): Promise<Envelope<TicketCodeDto[]>> {
    return ok(await this.show.toBuyer(id, caller.onlyUser));
  }
}
