import {
  AcceptInvitationDto,
  ChangeMemberRoleDto,
  InviteMemberDto,
  OrganiserDto,
  OrganiserInvitationDto,
  OrganiserMemberDto,
  ProblemCode,
  type Envelope,
} from '@boxoffice/contracts';
import { Body, Controller, Delete, Get, Patch, Post } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { Access, CurrentCaller, LiveSession, type Caller } from '../platform/access/access.js';
import { CurrentActor, type Actor } from '../platform/audit/actor.js';
import { done, ok } from '../platform/http/envelope.js';
import { IdParam } from '../platform/http/id-param.js';
import {
  Answers,
  AnswersDone,
  ApiIdempotencyKey,
  Problems,
} from '../platform/http/openapi-answers.js';
import { Keyed, type IdempotencyContext } from '../platform/idempotency/idempotency-context.js';
import { RateLimit } from '../platform/rate-limits/rate-limit.js';
import { AcceptInvitation } from './invitations/accept-invitation.js';
import { Invitations } from './invitations/invitations.js';
import { ChangeMember } from './members/change-member.js';
import { ORGANISER_ID } from './organiser-param.js';

const USER_ID = { name: 'userId', description: 'The member’s user id.', example: '5' };
const INVITATION_ID = {
  name: 'invitationId',
  description: 'The invitation’s id.',
  example: '7300000000000000001',
};

const REFUSALS = [ProblemCode.OrganiserNotFound, ProblemCode.MemberNotFound, ProblemCode.LastOwner];

@ApiTags('Organisers')
@Controller('organisers')
@Access('customer')
@LiveSession()
export class OrganiserMembersController {
  constructor(
    private readonly members: ChangeMember,
    private readonly invitations: Invitations,
    private readonly acceptInvitation: AcceptInvitation,
  ) {}

  @Get(':organiserId/members')
  @ApiOperation({ summary: 'List an organisation’s members to its owners and managers' })
  @ApiParam(ORGANISER_ID)
  @Answers(OrganiserMemberDto, { description: 'All of them, owners first.', list: true })
  @Problems(ProblemCode.OrganiserNotFound)
  async list(
    @IdParam('organiserId') organiserId: string,
    @CurrentCaller() caller: Caller,
  ): Promise<Envelope<OrganiserMemberDto[]>> {
    return ok(await this.members.list(organiserId, caller));
  }

  @Patch(':organiserId/members/:userId')
  @ApiOperation({
    summary: 'Change what a member may do',
    description: 'For owners; managers do so for everybody but owners.',
  })
  @ApiParam(ORGANISER_ID)
  @ApiParam(USER_ID)
  @Answers(OrganiserMemberDto, { description: 'The role was changed.', message: true })
  @Problems(...REFUSALS)
  async changeRole(
    @IdParam('organiserId') organiserId: string,
    @IdParam('userId') userId: string,
    @Body() { role }: ChangeMemberRoleDto,
    @CurrentCaller() caller: Caller,
    @CurrentActor() actor: Actor,
  ): Promise<Envelope<OrganiserMemberDto>> {
    const member = await this.members.changeRole(organiserId, userId, role, caller, actor);
    return done('The role was changed.', member);
  }

  @Delete(':organiserId/members/:userId')
  @ApiOperation({
    summary: 'Remove a member, or leave',
    description: 'For owners; managers do so for everybody but owners. Each member may leave.',
  })
  @ApiParam(ORGANISER_ID)
  @ApiParam(USER_ID)
  @AnswersDone({ description: 'They work for the organisation no more.' })
  @Problems(...REFUSALS)
  async remove(
    @IdParam('organiserId') organiserId: string,
    @IdParam('userId') userId: string,
    @CurrentCaller() caller: Caller,
    @CurrentActor() actor: Actor,
  ): Promise<Envelope<null>> {
    await this.members.remove(organiserId, userId, caller, actor);
    return done('The member was removed.', null);
  }

  @Get(':organiserId/invitations')
  @ApiOperation({ summary: 'List the invitations that haven’t been answered' })
  @ApiParam(ORGANISER_ID)
  @Answers(OrganiserInvitationDto, { description: 'All of them, the newest first.', list: true })
  @Problems(ProblemCode.OrganiserNotFound)
  async listInvitations(
    @IdParam('organiserId') organiserId: string,
    @CurrentCaller() caller: Caller,
  ): Promise<Envelope<OrganiserInvitationDto[]>> {
    return ok(await this.invitations.list(organiserId, caller));
  }

  @Post(':organiserId/invitations')
  @RateLimit('mail')
  @ApiIdempotencyKey()
  @ApiOperation({
    summary: 'Invite somebody by email',
    description:
      'For owners; managers invite everybody but owners. Inviting an address again sends a new link, and the one before works no more.',
  })
  @ApiParam(ORGANISER_ID)
  @Answers(OrganiserInvitationDto, {
    status: 201,
    description: 'The invitation is on its way.',
    message: true,
  })
  @Problems(
    ProblemCode.OrganiserNotFound,
    ProblemCode.AlreadyMember,
    ProblemCode.MemberLimitExceeded,
  )
  async invite(
    @IdParam('organiserId') organiserId: string,
    @Body() body: InviteMemberDto,
    @CurrentCaller() caller: Caller,
    @CurrentActor() actor: Actor,
    @Keyed() keyed?: IdempotencyContext,
  ): Promise<Envelope<OrganiserInvitationDto>> {
    const invitation = await this.invitations.invite(organiserId, body, caller, actor, keyed);
    return done('The invitation is on its way.', invitation);
  }

  @Delete(':organiserId/invitations/:invitationId')
  @ApiOperation({ summary: 'Withdraw an invitation' })
  @ApiParam(ORGANISER_ID)
  @ApiParam(INVITATION_ID)
  @AnswersDone({ description: 'Its link works no more.' })
  @Problems(ProblemCode.OrganiserNotFound, ProblemCode.InvitationNotFound)
  async withdraw(
    @IdParam('organiserId') organiserId: string,
    @IdParam('invitationId') invitationId: string,
    @CurrentCaller() caller: Caller,
    @CurrentActor() actor: Actor,
  ): Promise<Envelope<null>> {
    await this.invitations.withdraw(organiserId, invitationId, caller, actor);
    return done('The invitation was withdrawn.', null);
  }

  /** No `Idempotency-Key`: the body is a secret. Sent again, it answers that the link was used. */
  @Post('invitations/accept')
  @ApiOperation({
    summary: 'Accept an invitation',
    description: 'Takes the link from the email, and the account with the address it was sent to.',
  })
  @Answers(OrganiserDto, { description: 'You work for the organisation.', message: true })
  @Problems(
    ProblemCode.InvitationForAnotherAddress,
    ProblemCode.TokenInvalid,
    ProblemCode.AlreadyMember,
  )
  async accept(
    @Body() { token }: AcceptInvitationDto,
    @CurrentCaller() caller: Caller,
    @CurrentActor() actor: Actor,
  ): Promise<Envelope<OrganiserDto>> {
    const organiser = await this.acceptInvitation.execute(caller.ownId, token, actor);
    return done('You’re a member of the organisation now.', organiser);
  }
}
