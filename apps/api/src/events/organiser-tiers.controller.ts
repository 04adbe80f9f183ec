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
import { Access, LiveSession } from '../platform/access/access.js';
import { done } from '../platform/http/envelope.js';
import { IdParam } from '../platform/http/id-param.js';
import { Answers, ApiIdempotencyKey } from '../platform/http/openapi-answers.js';
import { BodyLimit } from '../platform/http/request-size/body-limit.js';
import { Keyed, type IdempotencyContext } from '../platform/idempotency/idempotency-context.js';
import { ChangeCapacity } from './capacity/change-capacity.js';
import { EventToChange } from './change-params.js';
import type { ChangeRequest } from './event-changes.js';
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
    @EventToChange() request: ChangeRequest,
    @Body() body: CreateTierDto,
    @Keyed() keyed?: IdempotencyContext,
  ): Promise<Envelope<OrganiserEventDto>> {
    return done('The tier was added.', await this.tiers.add({ ...request, keyed }, body));
  }

  @Put('order')
  @ApiOperation({ summary: 'Put the tiers of an event in another order' })
  @ChangesEvent()
  @Answers(OrganiserEventDto, { description: 'The event as it is now.', message: true })
  async reorderTiers(
    @EventToChange() request: ChangeRequest,
    @Body() { tierIds }: ReorderTiersDto,
  ): Promise<Envelope<OrganiserEventDto>> {
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
    @EventToChange() request: ChangeRequest,
    @IdParam('tierId') tierId: string,
    @Body() body: TierFieldsDto,
  ): Promise<Envelope<OrganiserEventDto>> {
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
    @EventToChange() request: ChangeRequest,
    @IdParam('tierId') tierId: string,
  ): Promise<Envelope<OrganiserEventDto>> {
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
    @EventToChange() request: ChangeRequest,
    @IdParam('tierId') tierId: string,
    @Body() body: ChangeCapacityDto,
  ): Promise<Envelope<OrganiserEventDto>> {
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
    @EventToChange() request: ChangeRequest,
    @IdParam('tierId') tierId: string,
    @Body() body: TicketTypeFieldsDto,
    @Keyed() keyed?: IdempotencyContext,
  ): Promise<Envelope<OrganiserEventDto>> {
    return done(
      'The ticket type was added.',
      await this.ticketTypes.add({ ...request, keyed }, tierId, body),
    );
  }

  @Put(':tierId/ticket-types/order')
  @ApiOperation({ summary: 'Put the ticket types of a tier in another order' })
  @ChangesTier()
  @Answers(OrganiserEventDto, { description: 'The event as it is now.', message: true })
  async reorderTicketTypes(
    @EventToChange() request: ChangeRequest,
    @IdParam('tierId') tierId: string,
    @Body() { ticketTypeIds }: ReorderTicketTypesDto,
  ): Promise<Envelope<OrganiserEventDto>> {
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
    @EventToChange() request: ChangeRequest,
    @IdParam('tierId') tierId: string,
    @IdParam('ticketTypeId') ticketTypeId: string,
    @Body() body: TicketTypeFieldsDto,
  ): Promise<Envelope<OrganiserEventDto>> {
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
    @EventToChange() request: ChangeRequest,
    @IdParam('tierId') tierId: string,
    @IdParam('ticketTypeId') ticketTypeId: string,
  ): Promise<Envelope<OrganiserEventDto>> {
    return done(
      'The ticket type was removed.',
      await this.ticketTypes.remove(request, tierId, ticketTypeId),
    );
  }
}
