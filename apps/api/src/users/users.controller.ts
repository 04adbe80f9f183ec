import {
  CreateUserDto,
  ListUsersQueryDto,
  ProblemCode,
  UserDto,
  type Envelope,
} from '@boxoffice/contracts';
import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { Access, CurrentCaller, type Caller } from '../auth/access.js';
import { OwnedTickets } from '../booking/owned-tickets/owned-tickets.js';
import { done, ok } from '../http/envelope.js';
import { IdParam } from '../http/id-param.js';
import { Answers, Problems } from '../http/openapi-answers.js';
import { UserDirectory } from './user-directory.js';
import type { UserEntity } from './user.entity.js';

@ApiTags('Users')
@Controller('users')
export class UsersController {
  constructor(
    private readonly directory: UserDirectory,
    private readonly ownedTickets: OwnedTickets,
  ) {}

  @Get()
  @Access('admin')
  @ApiOperation({ summary: 'List the users' })
  @Answers(UserDto, { description: 'A page of the users, in order of their ids.', list: true })
  @Problems(ProblemCode.Unauthenticated, ProblemCode.Forbidden, ProblemCode.ValidationFailed)
  async list(@Query() query: ListUsersQueryDto): Promise<Envelope<UserDto[]>> {
    return ok(await this.describe(await this.directory.list(query)));
  }

  @Get(':id')
  @Access('customer')
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
  @ApiOperation({ summary: 'Add a user' })
  @Answers(UserDto, { status: 201, description: 'The user was added.', message: true })
  @Problems(
    ProblemCode.MalformedJson,
    ProblemCode.Unauthenticated,
    ProblemCode.Forbidden,
    ProblemCode.ValidationFailed,
  )
  async create(@Body() body: CreateUserDto): Promise<Envelope<UserDto>> {
    const user = await this.describeOne(await this.directory.add(body));
    return done('User created successfully', user);
  }

  private async describe(users: UserEntity[]): Promise<UserDto[]> {
    const owned = await this.ownedTickets.newestOf(users.map(({ id }) => id));
    return users.map(({ id, name, role, createdAt }) => ({
      id,
      name,
      role,
      tickets: owned.get(id) ?? [],
      createdAt: createdAt.toISOString(),
    }));
  }

  private async describeOne(user: UserEntity): Promise<UserDto> {
    const [described] = await this.describe([user]);
    if (!described) throw new Error('One user in, one user out.');
    return described;
  }
}
