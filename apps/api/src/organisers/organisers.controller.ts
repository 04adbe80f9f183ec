import {
  CreateOrganiserDto,
  ListOrganisersQueryDto,
  OrganiserDto,
  OrganiserSummaryDto,
  ProblemCode,
  UpdateOrganiserDto,
  type Envelope,
} from '@boxoffice/contracts';
import { Body, Controller, Get, Patch, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import { Access, CurrentCaller, LiveSession, type Caller } from '../platform/access/access.js';
import { CurrentActor, type Actor } from '../platform/audit/actor.js';
import { done, ok } from '../platform/http/envelope.js';
import { IdParam } from '../platform/http/id-param.js';
import { Answers, ApiIdempotencyKey, Problems } from '../platform/http/openapi-answers.js';
import { BodyLimit } from '../platform/http/request-size/body-limit.js';
import { Keyed, type IdempotencyContext } from '../platform/idempotency/idempotency-context.js';
import { readOrganiser } from './describe-organiser.js';
import { FoundOrganiser } from './found/found-organiser.js';
import { ListOrganisers } from './list/list-organisers.js';
import { OrganiserAccess } from './organiser-access.js';
import { OfOrganiser } from './organiser-param.js';
import { UpdateOrganiser } from './update/update-organiser.js';

/** Four legal texts of 20,000 characters, 12 bytes each where they are escaped, and what stands beside them. */
const ORGANISER_BODY_BYTES = 1024 * 1024;

@ApiTags('Organisers')
@Controller('organisers')
@Access('customer')
@LiveSession()
export class OrganisersController {
  constructor(
    private readonly dataSource: DataSource,
    private readonly access: OrganiserAccess,
    private readonly found: FoundOrganiser,
    private readonly listOrganisers: ListOrganisers,
    private readonly updateOrganiser: UpdateOrganiser,
  ) {}

  @Post()
  @Access('organiser')
  @BodyLimit(ORGANISER_BODY_BYTES)
  @ApiIdempotencyKey()
  @ApiOperation({
    summary: 'Create an organisation',
    description:
      'You become its owner. An admin may name somebody else, who is invited by email (`ownerEmail`).',
  })
  @Answers(OrganiserDto, { status: 201, description: 'It is founded.', message: true })
  @Problems(
    ProblemCode.ValidationFailed,
    ProblemCode.TooManyRequests,
    ProblemCode.OrganiserLimitExceeded,
  )
  async create(
    @Body() body: CreateOrganiserDto,
    @CurrentCaller() caller: Caller,
    @CurrentActor() actor: Actor,
    @Keyed() keyed?: IdempotencyContext,
  ): Promise<Envelope<OrganiserDto>> {
    const organiser = await this.found.execute(body, caller, actor, keyed);
    return done('The organisation was created.', organiser);
  }

  @Get()
  @ApiOperation({ summary: 'List the organisations that you work for; all of them as an admin' })
  @Answers(OrganiserSummaryDto, { description: 'A page of organisations, by id.', list: true })
  @Problems(ProblemCode.ValidationFailed)
  async list(
    @Query() query: ListOrganisersQueryDto,
    @CurrentCaller() caller: Caller,
  ): Promise<Envelope<OrganiserSummaryDto[]>> {
    return ok(await this.listOrganisers.execute(query, caller));
  }

  @Get(':organiserId')
  @ApiOperation({ summary: 'Show an organisation to its members' })
  @OfOrganiser()
  @Answers(OrganiserDto, { description: 'The organisation.' })
  async find(
    @IdParam('organiserId') organiserId: string,
    @CurrentCaller() caller: Caller,
  ): Promise<Envelope<OrganiserDto>> {
    const { manager } = this.dataSource;
    const { role } = await this.access.require(manager, caller, { organiserId }, 'door');
    return ok(await readOrganiser(manager, organiserId, role));
  }

  @Patch(':organiserId')
  @BodyLimit(ORGANISER_BODY_BYTES)
  @ApiOperation({
    summary: 'Change an organisation',
    description: 'For its owners. What is left out stays as it is.',
  })
  @OfOrganiser()
  @Answers(OrganiserDto, { description: 'It was changed.', message: true })
  async update(
    @IdParam('organiserId') organiserId: string,
    @Body() body: UpdateOrganiserDto,
    @CurrentCaller() caller: Caller,
    @CurrentActor() actor: Actor,
  ): Promise<Envelope<OrganiserDto>> {
    const organiser = await this.updateOrganiser.execute(organiserId, body, caller, actor);
    return done('The organisation was changed.', organiser);
  }
}
