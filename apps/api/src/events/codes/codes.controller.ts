import {
  ChangeCodeDto,
  CodeDto,
  CreateCodeDto,
  CreateCodesDto,
  CreatedCodesDto,
  ListCodesQueryDto,
  ProblemCode,
  type Envelope,
} from '@boxoffice/contracts';
import { Body, Controller, Delete, Get, Patch, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Access, CurrentCaller, LiveSession, type Caller } from '../../platform/access/access.js';
import { done, ok } from '../../platform/http/envelope.js';
import { IdParam } from '../../platform/http/id-param.js';
import { Answers, ApiIdempotencyKey } from '../../platform/http/openapi-answers.js';
import { Keyed, type IdempotencyContext } from '../../platform/idempotency/idempotency-context.js';
import { EventToChange } from '../change-params.js';
import type { ChangeRequest } from '../event-changes.js';
import { ChangesCode, ChangesEvent, OfEvent } from '../event-params.js';
import { ChangeCodes } from './change-codes.js';
import { ListCodes } from './list-codes.js';

@ApiTags('Allotments and codes')
@Access('customer')
@LiveSession()
@Controller('organisers/:organiserId/events/:eventId/codes')
export class CodesController {
  constructor(
    private readonly list: ListCodes,
    private readonly change: ChangeCodes,
  ) {}

  @Get()
  @ApiOperation({ summary: 'List an event’s codes, with how often each is used' })
  @OfEvent()
  @Answers(CodeDto, { description: 'A page of them, the oldest first.', list: true })
  async findAll(
    @IdParam('organiserId') organiserId: string,
    @IdParam('eventId') eventId: string,
    @Query() query: ListCodesQueryDto,
    @CurrentCaller() caller: Caller,
  ): Promise<Envelope<CodeDto[]>> {
    return ok(await this.list.execute(organiserId, eventId, query, caller));
  }

  @Post()
  @ApiIdempotencyKey()
  @ApiOperation({
    summary: 'Create a code',
    description:
      'An access code opens a hidden tier, a hidden ticket type or an allotment; a discount code lowers prices.',
  })
  @ChangesEvent(ProblemCode.NameTaken, ProblemCode.EventLimitExceeded)
  @Answers(CodeDto, { status: 201, description: 'The code.', message: true })
  async create(
    @EventToChange() request: ChangeRequest,
    @Body() body: CreateCodeDto,
    @Keyed() keyed?: IdempotencyContext,
  ): Promise<Envelope<CodeDto>> {
    return done('The code was created.', await this.change.create({ ...request, keyed }, body));
  }

  @Post('bulk')
  @ApiIdempotencyKey()
  @ApiOperation({
    summary: 'Make many random codes that do the same',
    description: 'Up to 5,000 at once, without letters that look alike. All are made, or none is.',
  })
  @ChangesEvent(ProblemCode.EventLimitExceeded)
  @Answers(CreatedCodesDto, { status: 201, description: 'The codes.', message: true })
  async createMany(
    @EventToChange() request: ChangeRequest,
    @Body() body: CreateCodesDto,
    @Keyed() keyed?: IdempotencyContext,
  ): Promise<Envelope<CreatedCodesDto>> {
    return done('The codes were made.', await this.change.createMany({ ...request, keyed }, body));
  }

  @Patch(':codeId')
  @ApiOperation({
    summary: 'Change a code, or disable it',
    description:
      'Bookings that use it stay as they are. What it does can be changed while no booking uses it; the code then has another id.',
  })
  @ChangesCode(ProblemCode.BookingsDependOnIt, ProblemCode.NameTaken)
  @Answers(CodeDto, { description: 'The code as it is now.', message: true })
  async update(
    @EventToChange() request: ChangeRequest,
    @IdParam('codeId') codeId: string,
    @Body() body: ChangeCodeDto,
  ): Promise<Envelope<CodeDto>> {
    return done('The code was changed.', await this.change.change(request, codeId, body));
  }

  @Delete(':codeId')
  @ApiOperation({
    summary: 'Delete a code that no booking uses',
    description: 'One that is used can be disabled.',
  })
  @ChangesCode(ProblemCode.BookingsDependOnIt)
  @Answers(CodeDto, { description: 'The code that was deleted.', message: true })
  async remove(
    @EventToChange() request: ChangeRequest,
    @IdParam('codeId') codeId: string,
  ): Promise<Envelope<CodeDto>> {
    return done('The code was deleted.', await this.change.delete(request, codeId));
  }
}
