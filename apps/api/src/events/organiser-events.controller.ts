import {
  CancelEventDto,
  ChangeEventDto,
  ChecklistDto,
  CreateEventDto,
  DuplicateEventDto,
  ListOrganiserEventsQueryDto,
  OrganiserEventDto,
  OrganiserEventSummaryDto,
  ProblemCode,
  type Envelope,
} from '@boxoffice/contracts';
import { Body, Controller, Get, Patch, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import { OrganiserAccess } from '../organisers/organiser-access.js';
import { Access, CurrentCaller, LiveSession, type Caller } from '../platform/access/access.js';
import { CurrentActor, type Actor } from '../platform/audit/actor.js';
import { done, ok } from '../platform/http/envelope.js';
import { IdParam } from '../platform/http/id-param.js';
import { Answers, ApiIdempotencyKey } from '../platform/http/openapi-answers.js';
import { BodyLimit } from '../platform/http/request-size/body-limit.js';
import { Keyed, type IdempotencyContext } from '../platform/idempotency/idempotency-context.js';
import { OfOrganiser } from '../organisers/organiser-param.js';
import { CancelEvent } from './cancellation/cancel-event.js';
import { ChangeEvent } from './change/change-event.js';
import { Checklist } from './checklist/checklist.js';
import { CreateEvent } from './create/create-event.js';
import { DuplicateEvent } from './duplicate/duplicate-event.js';
import { EventToChange } from './change-params.js';
import type { ChangeRequest } from './event-changes.js';
import { ChangesEvent, EVENT_BODY_BYTES, OfEvent } from './event-params.js';
import { ListOrganiserEvents } from './list/list-organiser-events.js';
import { ShowOrganiserEvent } from './show/show-organiser-event.js';
import { ChangeState } from './state/change-state.js';

@ApiTags('Organisers’ events')
@Access('customer')
@LiveSession()
@Controller('organisers/:organiserId/events')
export class OrganiserEventsController {
  constructor(
    private readonly dataSource: DataSource,
    private readonly access: OrganiserAccess,
    private readonly createEvent: CreateEvent,
    private readonly listEvents: ListOrganiserEvents,
    private readonly showEvent: ShowOrganiserEvent,
    private readonly changeEvent: ChangeEvent,
    private readonly changeState: ChangeState,
    private readonly cancelEvent: CancelEvent,
    private readonly duplicateEvent: DuplicateEvent,
    private readonly checklists: Checklist,
  ) {}

  @Post()
  @BodyLimit(EVENT_BODY_BYTES)
  @ApiIdempotencyKey()
  @ApiOperation({
    summary: 'Create an event, with its tiers and tickets',
    description:
      'It begins as a draft, which only the organisation sees. All of it is created, or nothing is. At most 200,000 tickets, 20 tiers and 100 ticket types.',
  })
  @OfOrganiser(ProblemCode.OrganiserEventLimitExceeded)
  @Answers(OrganiserEventDto, { status: 201, description: 'It is a draft.', message: true })
  async create(
    @IdParam('organiserId') organiserId: string,
    @Body() body: CreateEventDto,
    @CurrentCaller() caller: Caller,
    @CurrentActor() actor: Actor,
    @Keyed() keyed?: IdempotencyContext,
  ): Promise<Envelope<OrganiserEventDto>> {
    const written = await this.createEvent.execute(organiserId, body, caller, actor, keyed);
    return done(['The event was created.', ...written.notes].join(' '), written.event);
  }

  @Get()
  @ApiOperation({
    summary: 'List an organisation’s events, the latest first',
    description: 'With how many tickets of each are available, held and sold.',
  })
  @OfOrganiser()
  @Answers(OrganiserEventSummaryDto, { description: 'A page of its events.', list: true })
  async list(
    @IdParam('organiserId') organiserId: string,
    @Query() query: ListOrganiserEventsQueryDto,
    @CurrentCaller() caller: Caller,
  ): Promise<Envelope<OrganiserEventSummaryDto[]>> {
    return ok(await this.listEvents.execute(organiserId, query, caller));
  }

  @Get(':eventId')
  @ApiOperation({
    summary: 'Get an event of an organisation, drafts too, with the counts of its tiers',
  })
  @OfEvent()
  @Answers(OrganiserEventDto, { description: 'The event.' })
  async find(
    @IdParam('organiserId') organiserId: string,
    @IdParam('eventId') eventId: string,
    @CurrentCaller() caller: Caller,
  ): Promise<Envelope<OrganiserEventDto>> {
    return ok(await this.shown(organiserId, eventId, caller));
  }

  @Patch(':eventId')
  @BodyLimit(EVENT_BODY_BYTES)
  @ApiOperation({
    summary: 'Change an event',
    description:
      'What is left out stays as it is. What bookings depend on stays: the currency, once it was published. Where times, venue or address change, everybody who has tickets is sent one email with what was and what is now.',
  })
  @ChangesEvent(ProblemCode.BookingsDependOnIt, ProblemCode.AnnouncementLimitExceeded)
  @Answers(OrganiserEventDto, { description: 'The event as it is now.', message: true })
  async change(
    @EventToChange() request: ChangeRequest,
    @Body() body: ChangeEventDto,
  ): Promise<Envelope<OrganiserEventDto>> {
    const { event, notes } = await this.changeEvent.execute(request, body);
    return done(['The event was changed.', ...notes].join(' '), event);
  }

  @Get(':eventId/checklist')
  @ApiOperation({ summary: 'Say what is left to do until an event can be published' })
  @OfEvent()
  @Answers(ChecklistDto, { description: 'What is done, and what is not.' })
  async checklist(
    @IdParam('organiserId') organiserId: string,
    @IdParam('eventId') eventId: string,
    @CurrentCaller() caller: Caller,
  ): Promise<Envelope<ChecklistDto>> {
    const event = await this.shown(organiserId, eventId, caller);
    return ok(await this.checklists.of(this.dataSource.manager, organiserId, event));
  }

  @Post(':eventId/publish')
  @ApiIdempotencyKey()
  @ApiOperation({
    summary: 'Publish a draft',
    description: 'Everybody sees it from now on, and tickets are sold within its sale window.',
  })
  @ChangesEvent(ProblemCode.EventNotReady)
  @Answers(OrganiserEventDto, { description: 'It is published.', message: true })
  async publish(
    @EventToChange() request: ChangeRequest,
    @Keyed() keyed?: IdempotencyContext,
  ): Promise<Envelope<OrganiserEventDto>> {
    const event = await this.changeState.execute({ ...request, keyed }, 'publish');
    return done('The event is published.', event);
  }

  @Post(':eventId/pause')
  @ApiIdempotencyKey()
  @ApiOperation({
    summary: 'Pause the sale of an event',
    description: 'It is still shown. Tickets that are held can still be paid for.',
  })
  @ChangesEvent()
  @Answers(OrganiserEventDto, { description: 'Its sale is paused.', message: true })
  async pause(
    @EventToChange() request: ChangeRequest,
    @Keyed() keyed?: IdempotencyContext,
  ): Promise<Envelope<OrganiserEventDto>> {
    const event = await this.changeState.execute({ ...request, keyed }, 'pause');
    return done('The sale is paused.', event);
  }

  @Post(':eventId/resume')
  @ApiIdempotencyKey()
  @ApiOperation({ summary: 'Resume the sale of a paused event' })
  @ChangesEvent()
  @Answers(OrganiserEventDto, { description: 'It is published again.', message: true })
  async resume(
    @EventToChange() request: ChangeRequest,
    @Keyed() keyed?: IdempotencyContext,
  ): Promise<Envelope<OrganiserEventDto>> {
    const event = await this.changeState.execute({ ...request, keyed }, 'resume');
    return done('The sale has resumed.', event);
  }

  @Post(':eventId/cancel')
  @ApiIdempotencyKey()
  @ApiOperation({
    summary: 'Cancel an event, for good',
    description:
      'It sells nothing from now on, and nothing of it can be changed any more. Its holds end, and everybody who has tickets or held some is sent one email, with your message. Tickets aren’t refunded by that.',
  })
  @ChangesEvent()
  @Answers(OrganiserEventDto, { description: 'It is cancelled.', message: true })
  async cancel(
    @EventToChange() request: ChangeRequest,
    @Body() body: CancelEventDto,
    @Keyed() keyed?: IdempotencyContext,
  ): Promise<Envelope<OrganiserEventDto>> {
    const event = await this.cancelEvent.execute({ ...request, keyed }, body);
    return done('The event is cancelled.', event);
  }

  @Post(':eventId/duplicate')
  @ApiIdempotencyKey()
  @ApiOperation({
    summary: 'Make a draft of another date from an event',
    description:
      'With its tiers, ticket types and as many tickets, and its codes where you ask for them. End, doors and the end of the sale keep their distance from the start on the clock at the venue.',
  })
  @OfEvent(ProblemCode.OrganiserEventLimitExceeded, ProblemCode.EventLimitExceeded)
  @Answers(OrganiserEventDto, { status: 201, description: 'The new draft.', message: true })
  async duplicate(
    @EventToChange() request: ChangeRequest,
    @Body() body: DuplicateEventDto,
    @Keyed() keyed?: IdempotencyContext,
  ): Promise<Envelope<OrganiserEventDto>> {
    const { event, notes } = await this.duplicateEvent.execute({ ...request, keyed }, body);
    return done(['The event was duplicated.', ...notes].join(' '), event);
  }

  private async shown(
    organiserId: string,
    eventId: string,
    caller: Caller,
  ): Promise<OrganiserEventDto> {
    const { manager } = this.dataSource;
    await this.access.require(manager, caller, { organiserId, eventId }, 'door');
    return this.showEvent.execute(manager, organiserId, eventId);
  }
}
