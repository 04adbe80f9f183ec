import {
  AdminUserDto,
  ChangeRoleDto,
  ListAdminUsersQueryDto,
  ProblemCode,
  type Envelope,
} from '@boxoffice/contracts';
import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { CurrentActor, type Actor } from '../../platform/audit/actor.js';
import { Access, CurrentCaller, LiveSession, type Caller } from '../../platform/access/access.js';
import { done, ok } from '../../platform/http/envelope.js';
import { IdParam } from '../../platform/http/id-param.js';
import { Answers, ApiIdempotencyKey, Problems } from '../../platform/http/openapi-answers.js';
import { Keyed, type IdempotencyContext } from '../../platform/idempotency/idempotency-context.js';
import { AdminUsers } from './admin-users.js';

const USER_ID = { name: 'id', description: "The user's id.", example: '1' };

const REFUSALS = [
  ProblemCode.InvalidId,
  ProblemCode.MalformedJson,
  ProblemCode.Unauthenticated,
  ProblemCode.Forbidden,
  ProblemCode.UserNotFound,
  ProblemCode.OwnAccount,
  ProblemCode.ValidationFailed,
  ProblemCode.IdempotencyKeyReused,
];

@ApiTags('Admin')
@Controller('admin/users')
@Access('admin')
@LiveSession()
export class AdminUsersController {
  constructor(private readonly users: AdminUsers) {}

  @Get()
  @ApiOperation({ summary: 'Search users' })
  @Answers(AdminUserDto, { description: 'A page of users, by id.', list: true })
  @Problems(ProblemCode.Unauthenticated, ProblemCode.Forbidden, ProblemCode.ValidationFailed)
  async list(@Query() query: ListAdminUsersQueryDto): Promise<Envelope<AdminUserDto[]>> {
    return ok(await this.users.list(query));
  }

  @Post(':id/role')
  @ApiIdempotencyKey()
  @ApiOperation({ summary: 'Change a user’s role' })
  @ApiParam(USER_ID)
  @Answers(AdminUserDto, { description: 'The role was changed.', message: true })
  @Problems(...REFUSALS, ProblemCode.NotAnAccount)
  async changeRole(
    @IdParam('id') id: string,
    @Body() body: ChangeRoleDto,
    @CurrentCaller() caller: Caller,
    @CurrentActor() actor: Actor,
    @Keyed() keyed?: IdempotencyContext,
  ): Promise<Envelope<AdminUserDto>> {
    return done(
      'The role was changed.',
      await this.users.changeRole(id, body, caller, actor, keyed),
    );
  }

  @Post(':id/disable')
  @ApiIdempotencyKey()
  @ApiOperation({
    summary: 'Disable a user',
    description:
      'Their sessions end at once; a token that was given out works ten minutes at most.',
  })
  @ApiParam(USER_ID)
  @Answers(AdminUserDto, { description: 'The user is disabled.', message: true })
  @Problems(...REFUSALS)
  async disable(
    @IdParam('id') id: string,
    @CurrentCaller() caller: Caller,
    @CurrentActor() actor: Actor,
    @Keyed() keyed?: IdempotencyContext,
  ): Promise<Envelope<AdminUserDto>> {
    return done('The user was disabled.', await this.users.disable(id, caller, actor, keyed));
  }

  @Post(':id/enable')
  @ApiIdempotencyKey()
  @ApiOperation({ summary: 'Enable a user' })
  @ApiParam(USER_ID)
  @Answers(AdminUserDto, { description: 'The user is enabled.', message: true })
  @Problems(...REFUSALS)
  async enable(
    @IdParam('id') id: string,
    @CurrentCaller() caller: Caller,
    @CurrentActor() actor: Actor,
    @Keyed() keyed?: IdempotencyContext,
  ): Promise<Envelope<AdminUserDto>> {
    return done('The user was enabled.', await this.users.enable(id, caller, actor, keyed));
  }
}
