import {
  CreateUserDto,
  ListUsersQueryDto,
  ProblemCode,
  UserDto,
  type Envelope,
} from '@boxoffice/contracts';
import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { CurrentActor, type Actor } from '../platform/audit/actor.js';
import { Access, CurrentCaller, LiveSession, type Caller } from '../platform/access/access.js';
import { OwnedTickets } from './owned-tickets.js';
import { done, ok } from '../platform/http/envelope.js';
import { Keyed, type IdempotencyContext } from '../platform/idempotency/idempotency-context.js';
import { IdempotentTransaction } from '../platform/idempotency/idempotent-transaction.js';
import { IdParam } from '../platform/http/id-param.js';
import { Answers, ApiIdempotencyKey, Problems } from '../platform/http/openapi-answers.js';
import { UserDirectory } from './user-directory.js';
import type { UserEntity } from './user.entity.js';

@ApiTags('Users')
@Controller('users')
export class UsersController {
  constructor(
    private readonly directory: UserDirectory,
    private readonly ownedTickets: OwnedTickets,
    private readonly idempotent: IdempotentTransaction,
  ) {}

  @Get()
  @Access('admin')
  @LiveSession()
  @ApiOperation({ summary: 'List the users' })
  @Answers(UserDto, { description: 'A page of users, by id.', list: true })
  @Problems(ProblemCode.Unauthenticated, ProblemCode.Forbidden, ProblemCode.ValidationFailed)
  async list(@Query() query: ListUsersQueryDto): Promise<Envelope<UserDto[]>> {
    return ok(await this.describe(await this.directory.list(query)));
  }

  @Get(':id')
  @Access('buyer')
  @ApiOperation({ summary: 'Show a user' })
  @ApiParam({ name: 'id', description: "The user's id.", example: '1' })
  @Answers(UserDto, { description: 'The user.' })
  @Problems(
    ProblemCode.InvalidId,
    ProblemCode.Unauthenticated,
    ProblemCode.Forbidden,
    ProblemCode.UserNotFound,
  )
  async find(
    @IdParam('id') id: string,
    @CurrentCaller() caller: Caller,
  ): Promise<Envelope<UserDto>> {
    return ok(await this.describeOne(await this.directory.find(caller.actingFor(id))));
  }

  @Post()
  @Access('admin')
  @LiveSession()
  @ApiIdempotencyKey()
  @ApiOperation({ summary: 'Add a user' })
  @Answers(UserDto, { status: 201, description: 'The user was added.', message: true })
  @Problems(
    ProblemCode.MalformedJson,
    ProblemCode.Unauthenticated,
    ProblemCode.Forbidden,
    ProblemCode.ValidationFailed,
    ProblemCode.IdempotencyKeyReused,
  )
  async create(
    @Body() body: CreateUserDto,
    @CurrentActor() actor: Actor,
    @Keyed() keyed?: IdempotencyContext,
  ): Promise<Envelope<UserDto>> {
    const user = await this.idempotent.run(keyed, async (manager) => ({
      // A new user owns nothing, so there is nothing to query, and no second connection.
      answer: describe(await this.directory.add(manager, body, actor), []),
    }));
    return done('User created successfully', user);
  }

  private async describe(users: UserEntity[]): Promise<UserDto[]> {
    const owned = await this.ownedTickets.newestOf(users.map(({ id }) => id));
    return users.map((user) => describe(user, owned.get(user.id) ?? []));
  }

  private async describeOne(user: UserEntity): Promise<UserDto> {
    const [described] = await this.describe([user]);
    if (!described) throw new Error('One user in, one user out.');
    return described;
  }
}

function describe({ id, name, role, createdAt }: UserEntity, tickets: string[]): UserDto {
  return { id, name, role, tickets, createdAt: createdAt.toISOString() };
}
