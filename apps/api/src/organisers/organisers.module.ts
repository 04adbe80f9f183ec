import { Module } from '@nestjs/common';
import { MailModule } from '../platform/mail/mail.module.js';
import { UsersModule } from '../users/users.module.js';
import { FoundOrganiser } from './found/found-organiser.js';
import { AcceptInvitation } from './invitations/accept-invitation.js';
import { Invitations } from './invitations/invitations.js';
import { WriteInvitation } from './invitations/write-invitation.js';
import { ListOrganisers } from './list/list-organisers.js';
import { ChangeMember } from './members/change-member.js';
import { Members } from './members/members.js';
import { OrganiserAccess } from './organiser-access.js';
import { OrganiserManagers } from './organiser-managers.js';
import { OrganiserData } from './organiser-data.js';
import { OrganiserMembersController } from './organiser-members.controller.js';
import { OrganisersController } from './organisers.controller.js';
import { PublicOrganisers } from './public-organisers.js';
import { UpdateOrganiser } from './update/update-organiser.js';

/** Who sells: organisations, and the people who work for them. */
@Module({
  imports: [UsersModule, MailModule],
  controllers: [OrganisersController, OrganiserMembersController],
  providers: [
    OrganiserAccess,
    PublicOrganisers,
    FoundOrganiser,
    ListOrganisers,
    UpdateOrganiser,
    Members,
    ChangeMember,
    WriteInvitation,
    Invitations,
    AcceptInvitation,
    OrganiserData,
    OrganiserManagers,
  ],
  exports: [OrganiserAccess, OrganiserManagers, PublicOrganisers],
})
export class OrganisersModule {}
