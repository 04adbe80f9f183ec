import {
  AllotmentDto,
  ChangeAllotmentDto,
  CreateAllotmentDto,
  ProblemCode,
  type Envelope,
} from '@boxoffice/contracts';
import { Body, Controller, Delete, Get, HttpCode, Patch, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Access, CurrentCaller, LiveSession, type Caller } from '../../platform/access/access.js';
import { done, ok } from '../../platform/http/envelope.js';
import { IdParam } from '../../platform/http/id-param.js';
import { Answers, ApiIdempotencyKey } from '../../platform/http/openapi-answers.js';
import { Keyed, type IdempotencyContext } from '../../platform/idempotency/idempotency-context.js';
import { EventToChange } from '../change-params.js';
import type { ChangeRequest } from '../event-changes.js';
import { ChangesAllotment, ChangesEvent, OfEvent } from '../event-params.js';
import { ChangeAllotments } from './change-allotments.js';
import { ListAllotments } from './list-allotments.js';

@ApiTags('Allotments and codes')
@Access('customer')
@LiveSession()
@Controller('organisers/:organiserId/events/:eventId/allotments')
export class AllotmentsController {
  constructor(
    private readonly list: ListAllotments,
    private readonly change: ChangeAllotments,
  ) {}

  @Get()
  @ApiOperation({
    summary: 'List an event’s allotments',
    description: 'With how many of their tickets are free, held and sold.',
  })
  @OfEvent()
  @Answers(AllotmentDto, { description: 'In the order of their tiers, then by name.', list: true })
  async findAll(
    @IdParam('organiserId') organiserId: string,
    @IdParam('eventId') eventId: string,
    @CurrentCaller() caller: Caller,
  ): Promise<Envelope<AllotmentDto[]>> {
    return ok(await this.list.execute(organiserId, eventId, caller));
  }

  @Post()
  @ApiIdempotencyKey()
  @ApiOperation({
    summary: 'Set tickets of a tier aside',
    description:
      'They leave the general sale, all of them or none, and are sold to those alone who have a code for the allotment, or by the box office.',
  })
  @ChangesEvent(
    ProblemCode.TierNotFound,
    ProblemCode.NameTaken,
    ProblemCode.EventLimitExceeded,
    ProblemCode.NotEnoughTickets,
    ProblemCode.Busy,
  )
  @Answers(AllotmentDto, { status: 201, description: 'The allotment.', message: true })
  async create(
    @EventToChange() request: ChangeRequest,
    @Body() body: CreateAllotmentDto,
    @Keyed() keyed?: IdempotencyContext,
  ): Promise<Envelope<AllotmentDto>> {
    return done(
      'The tickets were set aside.',
      await this.change.create({ ...request, keyed }, body),
    );
  }

  @Patch(':allotmentId')
  @ApiOperation({
    summary: 'Change an allotment',
    description:
      'More tickets come from the general sale, and fewer go back to it; never fewer than are held and sold.',
  })
  @ChangesAllotment(
    ProblemCode.AllotmentReleased,
    ProblemCode.NameTaken,
    ProblemCode.NotEnoughTickets,
    ProblemCode.CapacityBelowSold,
    ProblemCode.Busy,
  )
  @Answers(AllotmentDto, { description: 'The allotment as it is now.', message: true })
  async update(
    @EventToChange() request: ChangeRequest,
    @IdParam('allotmentId') allotmentId: string,
    @Body() body: ChangeAllotmentDto,
  ): Promise<Envelope<AllotmentDto>> {
    return done('The allotment was changed.', await this.change.change(request, allotmentId, body));
  }

  @Post(':allotmentId/release')
  @HttpCode(200)
  @ApiIdempotencyKey()
  @ApiOperation({
    summary: 'Put an allotment on general sale',
    description:
      'What is free of it, and what comes back from holds from now on. One that was released before stays as it is.',
  })
  @ChangesAllotment()
  @Answers(AllotmentDto, { description: 'The allotment as it is now.', message: true })
  async release(
    @EventToChange() request: ChangeRequest,
    @IdParam('allotmentId') allotmentId: string,
    @Keyed() keyed?: IdempotencyContext,
  ): Promise<Envelope<AllotmentDto>> {
    return done(
      'The allotment was released.',
      await this.change.release({ ...request, keyed }, allotmentId),
    );
  }

  @Delete(':allotmentId')
  @ApiOperation({
    summary: 'Remove an allotment',
    description:
      'Its tickets go on general sale, and codes for it are removed. One with held or sold tickets can only be released.',
  })
  @ChangesAllotment(ProblemCode.BookingsDependOnIt)
  @Answers(AllotmentDto, { description: 'Those that are left.', list: true, message: true })
  async remove(
    @EventToChange() request: ChangeRequest,
    @IdParam('allotmentId') allotmentId: string,
  ): Promise<Envelope<AllotmentDto[]>> {
    return done('The allotment was removed.', await this.change.remove(request, allotmentId));
  }
}
