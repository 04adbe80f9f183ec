import { Component, computed, inject, signal } from '@angular/core';
import { form } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import { Router } from '@angular/router';
import type {
  OrganiserInvitationDto,
  OrganiserMemberDto,
  OrganiserRole,
} from '@boxoffice/contracts';
import { Identity } from '../../account/identity';
import type { Failure } from '../../api/problem';
import { Task } from '../../api/task';
import { ConfirmDialog } from '../../design/confirm-dialog';
import { FailureNotice } from '../../design/failure-notice';
import { formatDayAndTime } from '../../design/formats';
import { Notice } from '../../design/notice';
import { ChoiceField } from '../../form/choice-field';
import { isEmail } from '../../form/rules';
import { sendForm } from '../../form/send-form';
import { SubmitButton } from '../../form/submit-button';
import { TextField } from '../../form/text-field';
import { CurrentOrganiser } from '../current-organiser';
import { UnreadPage } from '../unread-page';
import { ORGANISER_ROLES, organiserRoleMeaning, organiserRoleName } from '../organiser-role-name';
import { MemberRoleSelect } from './member-role-select';
import { Team } from './team';
import { guardForm } from '../unsaved';

const NOBODY = { email: '', role: 'manager' };

/** Who works for the organisation: invited by mail, given roles, removed. */
@Component({
  selector: 'box-members-page',
  imports: [
    ChoiceField,
    ConfirmDialog,
    FailureNotice,
    MatButton,
    MemberRoleSelect,
    Notice,
    SubmitButton,
    TextField,
    UnreadPage,
  ],
  templateUrl: './members-page.html',
  styleUrl: './members-page.scss',
})
export class MembersPage {
  private readonly router = inject(Router);
  private readonly identity = inject(Identity);
  protected readonly current = inject(CurrentOrganiser);
  protected readonly team = new Team(this.current.id);
  protected readonly ownId = computed(() => this.identity.account()?.id);

  /** A manager gives no role above their own. */
  protected readonly offered = computed(() =>
    ORGANISER_ROLES.filter((role) => role !== 'owner' || this.current.may('owner')),
  );
  protected readonly choices = computed(() =>
    this.offered().map((role) => ({
      value: role,
      words: `${organiserRoleName(role)} · ${organiserRoleMeaning(role)}`,
    })),
  );
  protected readonly roleName = organiserRoleName;
  protected readonly until = formatDayAndTime;

  private readonly model = signal(NOBODY);
  protected readonly fields = form(this.model, (path) => {
    isEmail(path.email);
  });
  protected readonly inviteFailure = signal<Failure | undefined>(undefined);

  protected readonly task = new Task();
  protected readonly doneText = signal('');
  protected readonly leaving = signal<OrganiserMemberDto | undefined>(undefined);
  protected readonly leavingHeading = computed(() => {
    const member = this.leaving();
    if (!member) return '';
    return member.userId === this.ownId()
      ? $localize`Leave this organisation?`
      : $localize`Remove ${member.name}:name:?`;
  });

  constructor() {
    guardForm(this.fields);
  }

  protected mayChange(member: OrganiserMemberDto): boolean {
    return member.role !== 'owner' || this.current.may('owner');
  }

  protected async invite(event: Event): Promise<void> {
    event.preventDefault();
    this.doneText.set('');
    const { email, role: chosen } = this.model();
    const role = this.offered().find((one) => one === chosen) ?? 'manager';
    const isDone = await sendForm(
      this.fields,
      this.inviteFailure,
      () => this.team.invite({ email: email.trim(), role }),
      { ALREADY_MEMBER: 'email' },
    );
    if (!isDone) return;
    this.doneText.set($localize`Invitation sent to ${email.trim()}:email:.`);
    this.fields().reset({ email: '', role });
  }

  protected withdraw(invitation: OrganiserInvitationDto): Promise<void> {
    const words = $localize`The invitation to ${invitation.email}:email: no longer works.`;
    return this.act(words, () => this.team.withdraw(invitation));
  }

  protected changeRole(member: OrganiserMemberDto, role: OrganiserRole): Promise<void> {
    const words = $localize`${member.name}:name: now has the role “${organiserRoleName(role)}:role:”.`;
    return this.act(words, () => this.team.changeRole(member, role));
  }

  protected async remove(member: OrganiserMemberDto): Promise<void> {
    this.leaving.set(undefined);
    const words = $localize`${member.name}:name: is no longer a member.`;
    await this.act(words, () => this.team.remove(member));
    if (member.userId !== this.ownId() || this.task.failure()) return;
    if (!this.identity.isAdmin()) await this.router.navigate(['/organiser']);
  }

  private async act(words: string, work: () => Promise<void>): Promise<void> {
    if (this.task.isBusy()) return;
    this.doneText.set('');
    if (await this.task.run(work)) this.doneText.set(words);
  }
}
