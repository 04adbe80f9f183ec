import {
  ChangeCapacityDto,
  CreateTierDto,
  OrganiserEventDto,
  ProblemCode,
  ReorderTicketTypesDto,
  ReorderTiersDto,
  TicketTypeFieldsDto,
  TierFieldsDto,
  type Envelope,
} from '@boxoffice/contracts';
import { Body, Controller, Delete, Post, Put } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Access, CurrentCaller, LiveSession, type Caller } from '../platform/access/access.js';
import { CurrentActor, type Actor } from '../platform/audit/actor.js';
import { done } from '../platform/http/envelope.js';
import { IdParam } from '../platform/http/id-param.js';
import { Answers, ApiIdempotencyKey } from '../platform/http/openapi-answers.js';
import { BodyLimit } from '../platform/http/request-size/body-limit.js';
import { Keyed, type IdempotencyContext } from '../platform/idempotency/idempotency-context.js';
import { ChangeCapacity } from './capacity/change-capacity.js';
import { ChangesEvent, ChangesTicketType, ChangesTier } from './event-params.js';
import { ChangeTicketTypes } from './tiers/change-ticket-types.js';
import { ChangeTiers } from './tiers/change-tiers.js';
import { Reorder } from './tiers/reorder.js';

/** A tier's name, and ten ticket types with names and conditions, are 2,600 characters: 12 bytes each where escaped. */
const TIER_BODY_BYTES = 32 * 1024;

@ApiTags('Organisers’ events')
@Access('customer')
@LiveSession()
@Controller('organisers/:organiserId/events/:eventId/tiers')
export class OrganiserTiersController {
  constructor(
    private readonly tiers: ChangeTiers,
    private readonly ticketTypes: ChangeTicketTypes,
    private readonly changeCapacity: ChangeCapacity,
    private readonly reorder: Reorder,
  ) {}

  @Post()
  @BodyLimit(TIER_BODY_BYTES)
  @ApiIdempotencyKey()
  @ApiOperation({
    summary: 'Add a tier to an event',
    description:
      'With its ticket types and tickets; it is added last. All of it is added, or nothing is.',
  })
  @ChangesEvent(ProblemCode.NameTaken, ProblemCode.EventLimitExceeded)
  @Answers(OrganiserEventDto, {
    status: 201,
    description: 'The event as it is now.',
    message: true,
  })
  async addTier(
    @IdParam('organiserId') organiserId: string,
    @IdParam('eventId') eventId: string,
    @Body() body: CreateTierDto,
    @CurrentCaller() caller: Caller,
    @CurrentActor() actor: Actor,
    @Keyed() keyed?: IdempotencyContext,
  ): Promise<Envelope<OrganiserEventDto>> {
    const request = { organiserId, eventId, caller, actor, keyed };
    return done('The tier was added.', await this.tiers.add(request, body));
  }

  @Put('order')
  @ApiOperation({ summary: 'Put the tiers of an event in another order' })
  @ChangesEvent()
  @Answers(OrganiserEventDto, { description: 'The event as it is now.', message: true })
  async reorderTiers(
    @IdParam('organiserId') organiserId: string,
    @IdParam('eventId') eventId: string,
    @Body() { tierIds }: ReorderTiersDto,
    @CurrentCaller() caller: Caller,
    @CurrentActor() actor: Actor,
  ): Promise<Envelope<OrganiserEventDto>> {
    const request = { organiserId, eventId, caller, actor };
    return done('The order was changed.', await this.reorder.tiers(request, tierIds));
  }

  @Put(':tierId')
  @ApiOperation({
    summary: 'Change a tier',
    description:
      'What is left out takes its default. Bookings keep the price that they were made at.',
  })
  @ChangesTier(ProblemCode.NameTaken)
  @Answers(OrganiserEventDto, { description: 'The event as it is now.', message: true })
  async changeTier(
    @IdParam('organiserId') organiserId: string,
    @IdParam('eventId') eventId: string,
    @IdParam('tierId') tierId: string,
    @Body() body: TierFieldsDto,
    @CurrentCaller() caller: Caller,
    @CurrentActor() actor: Actor,
  ): Promise<Envelope<OrganiserEventDto>> {
    const request = { organiserId, eventId, caller, actor };
    return done('The tier was changed.', await this.tiers.change(request, tierId, body));
  }

  @Delete(':tierId')
  @ApiOperation({
    summary: 'Remove a tier and its tickets',
    description: 'Of one that has held or sold tickets, only the capacity can be lowered.',
  })
  @ChangesTier(ProblemCode.BookingsDependOnIt)
  @Answers(OrganiserEventDto, { description: 'The event as it is now.', message: true })
  async removeTier(
    @IdParam('organiserId') organiserId: string,
    @IdParam('eventId') eventId: string,
    @IdParam('tierId') tierId: string,
    @CurrentCaller() caller: Caller,
    @CurrentActor() actor: Actor,
  ): Promise<Envelope<OrganiserEventDto>> {
    const request = { organiserId, eventId, caller, actor };
    return done('The tier was removed.', await this.tiers.remove(request, tierId));
  }

  @Put(':tierId/capacity')
  @ApiOperation({
    summary: 'Change how many tickets a tier has',
    description:
      'Also while they are sold; never fewer than are held and sold. `BUSY` where some are being reserved at this very moment.',
  })
  @ChangesTier(ProblemCode.CapacityBelowSold, ProblemCode.EventLimitExceeded, ProblemCode.Busy)
  @Answers(OrganiserEventDto, { description: 'The event as it is now.', message: true })
  async setCapacity(
    @IdParam('organiserId') organiserId: string,
    @IdParam('eventId') eventId: string,
    @IdParam('tierId') tierId: string,
    @Body() body: ChangeCapacityDto,
    @CurrentCaller() caller: Caller,
    @CurrentActor() actor: Actor,
  ): Promise<Envelope<OrganiserEventDto>> {
    const request = { organiserId, eventId, caller, actor };
    return done(
      'The capacity was changed.',
      await this.changeCapacity.execute(request, tierId, body.capacity),
    );
  }

  @Post(':tierId/ticket-types')
  @ApiIdempotencyKey()
  @ApiOperation({
    summary: 'Add a ticket type to a tier',
    description: 'It is added last.',
  })
  @ChangesTier(ProblemCode.NameTaken, ProblemCode.EventLimitExceeded)
  @Answers(OrganiserEventDto, {
    status: 201,
    description: 'The event as it is now.',
    message: true,
  })
  async addTicketType(
    @IdParam('organiserId') organiserId: string,
    @IdParam('eventId') eventId: string,
    @IdParam('tierId') tierId: string,
    @Body() body: TicketTypeFieldsDto,
    @CurrentCaller() caller: Caller,
    @CurrentActor() actor: Actor,
    @Keyed() keyed?: IdempotencyContext,
  ): Promise<Envelope<OrganiserEventDto>> {
    const request = { organiserId, eventId, caller, actor, keyed };
    return done('The ticket type was added.', await this.ticketTypes.add(request, tierId, body));
  }

  @Put(':tierId/ticket-types/order')
  @ApiOperation({ summary: 'Put the ticket types of a tier in another order' })
  @ChangesTier()
  @Answers(OrganiserEventDto, { description: 'The event as it is now.', message: true })
  async reorderTicketTypes(
    @IdParam('organiserId') organiserId: string,
    @IdParam('eventId') eventId: string,
    @IdParam('tierId') tierId: string,
    @Body() { ticketTypeIds }: ReorderTicketTypesDto,
    @CurrentCaller() caller: Caller,
    @CurrentActor() actor: Actor,
  ): Promise<Envelope<OrganiserEventDto>> {
    const request = { organiserId, eventId, caller, actor };
    const event = await this.reorder.ticketTypes(request, tierId, ticketTypeIds);
    return done('The order was changed.', event);
  }

  @Put(':tierId/ticket-types/:ticketTypeId')
  @ApiOperation({
    summary: 'Change a ticket type',
    description:
      'What is left out takes its default. Bookings keep the price that they were made at.',
  })
  @ChangesTicketType(ProblemCode.NameTaken)
  @Answers(OrganiserEventDto, { description: 'The event as it is now.', message: true })
  async changeTicketType(
    @IdParam('organiserId') organiserId: string,
    @IdParam('eventId') eventId: string,
    @IdParam('tierId') tierId: string,
    @IdParam('ticketTypeId') ticketTypeId: string,
    @Body() body: TicketTypeFieldsDto,
    @CurrentCaller() caller: Caller,
    @CurrentActor() actor: Actor,
  ): Promise<Envelope<OrganiserEventDto>> {
    const request = { organiserId, eventId, caller, actor };
    return done(
      'The ticket type was changed.',
      await this.ticketTypes.change(request, tierId, ticketTypeId, body),
    );
  }

  @Delete(':tierId/ticket-types/:ticketTypeId')
  @ApiOperation({
    summary: 'Remove a ticket type',
    description: 'Once the event has been published, it can only be hidden.',
  })
  @ChangesTicketType(ProblemCode.BookingsDependOnIt)
  @Answers(OrganiserEventDto, { description: 'The event as it is now.', message: true })
  async removeTicketType(
    @IdParam('organiserId') organiserId: string,
    @IdParam('eventId') eventId: string,
    @IdParam('tierId') tierId: string,
    @IdParam('ticketTypeId') ticketTypeId: string,
    @CurrentCaller() caller: Caller,
    @CurrentActor() actor: Actor,
  ): Promise<Envelope<OrganiserEventDto>> {
    const request = { organiserId, eventId, caller, actor };
    return done(
      'The ticket type was removed.',
      await this.ticketTypes.remove(request, tierId, ticketTypeId),
    );
  }
}
