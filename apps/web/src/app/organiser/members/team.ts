import { HttpClient } from '@angular/common/http';
import { inject } from '@angular/core';
import type {
  InviteMemberDto,
  OrganiserInvitationDto,
  OrganiserMemberDto,
  OrganiserRole,
} from '@boxoffice/contracts';
import { firstValueFrom, type Observable } from 'rxjs';
import { apiUrl } from '../../api/api-url';
import { readOwn } from '../../api/read';

/** Who works for an organisation, and who has been invited to. */
export class Team {
  private readonly http = inject(HttpClient);
  readonly members = readOwn<OrganiserMemberDto[]>(() => this.url('members'));
  readonly invitations = readOwn<OrganiserInvitationDto[]>(() => this.url('invitations'));

  constructor(private readonly organiserId: () => string) {}

  invite(invitation: InviteMemberDto): Promise<void> {
    return this.change(this.http.post(this.url('invitations'), invitation));
  }

  withdraw({ id }: OrganiserInvitationDto): Promise<void> {
    return this.change(this.http.delete(this.url('invitations', id)));
  }

  changeRole({ userId }: OrganiserMemberDto, role: OrganiserRole): Promise<void> {
    return this.change(this.http.patch(this.url('members', userId), { role }));
  }

  remove({ userId }: OrganiserMemberDto): Promise<void> {
    return this.change(this.http.delete(this.url('members', userId)));
  }

  reload(): void {
    this.members.reload();
    this.invitations.reload();
  }

  private async change(request: Observable<unknown>): Promise<void> {
    try {
      await firstValueFrom(request);
    } finally {
      // Also where it was refused: what is shown may be what was out of date.
      this.reload();
    }
  }

  private url(...path: string[]): string {
    return apiUrl('organisers', this.organiserId(), ...path);
  }
}
