import { Component, computed, inject, input, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { Router } from '@angular/router';
import type { AdminUserDto, ChangeRoleDto } from '@boxoffice/contracts';
import { Identity } from '../../account/identity';
import { roleName, ROLES } from '../../account/role-name';
import { Task } from '../../api/task';
import { FailureNotice } from '../../design/failure-notice';
import { formatDayAndTime } from '../../design/formats';
import { Icon } from '../../design/icon';
import { Notice } from '../../design/notice';
import { PageState } from '../../design/page-state';
import { ShowMore } from '../../design/show-more';
import { RoleSelect } from './role-select';
import { filterParams, readFilters } from './user-filters';
import { UserList } from './user-list';

/** How long typing has to rest before the list follows it. */
const TYPING_RESTS_MS = 250;

/** Everybody, and what an admin may change about them. What is searched for stays in the address. */
@Component({
  selector: 'box-users-page',
  imports: [FailureNotice, Icon, MatButton, Notice, PageState, RoleSelect, ShowMore],
  templateUrl: './users-page.html',
  styleUrls: ['./users-page.scss', './user-row.scss'],
})
export class UsersPage {
  /** From the address: `?search=…&role=…`. */
  readonly search = input<string>();
  readonly role = input<string>();

  private readonly router = inject(Router);
  private readonly identity = inject(Identity);
  private typing: ReturnType<typeof setTimeout> | undefined;

  protected readonly filters = computed(() => readFilters(this.search(), this.role()));
  protected readonly isFiltered = computed(
    () => this.filters().search !== '' || this.filters().role !== '',
  );
  protected readonly list = new UserList(this.filters);
  protected readonly roleName = roleName;
  protected readonly roles = ROLES;
  protected readonly ownId = computed(() => this.identity.account()?.id);

  protected readonly task = new Task();
  protected readonly doneText = signal('');
  /** Takes the last change back. */
  protected readonly undo = signal<(() => Promise<void>) | undefined>(undefined);

  protected seen({ lastSeenAt }: AdminUserDto): string {
    return lastSeenAt === null ? $localize`never` : formatDayAndTime(lastSeenAt);
  }

  protected type(search: string): void {
    clearTimeout(this.typing);
    this.typing = setTimeout(() => this.narrow({ search: search.trim() }), TYPING_RESTS_MS);
  }

  protected narrow(change: { search?: string; role?: string }): void {
    clearTimeout(this.typing);
    const { search, role } = { ...this.filters(), ...change };
    // Typing is one step back in the history, not one a letter.
    void this.router.navigate([], {
      queryParams: filterParams(readFilters(search, role)),
      replaceUrl: true,
    });
  }

  protected changeRole(user: AdminUserDto, role: ChangeRoleDto['role']): Promise<void> {
    const words = $localize`${user.name}:name: now has the role “${roleName(role)}:role:”.`;
    const before = user.role;
    // Nobody is made a guest again; guests are offered no role in the first place.
    const undo =
      before === 'guest'
        ? undefined
        : () => this.changeRole(Object.assign({}, user, { role }), before);
    return this.act(words, () => this.list.changeRole(user, role), undo);
  }

  protected disable(user: AdminUserDto): Promise<void> {
    const words = $localize`${user.name}:name: can no longer sign in.`;
    const undo = (): Promise<void> => this.enable(Object.assign({}, user, { disabled: true }));
    return this.act(words, () => this.list.disable(user), undo);
  }

  protected enable(user: AdminUserDto): Promise<void> {
    const words = $localize`${user.name}:name: can sign in again.`;
    const undo = (): Promise<void> => this.disable(Object.assign({}, user, { disabled: false }));
    return this.act(words, () => this.list.enable(user), undo);
  }

  private async act(
    words: string,
    work: () => Promise<void>,
    undo?: () => Promise<void>,
  ): Promise<void> {
    if (this.task.isBusy()) return;
    this.doneText.set('');
    this.undo.set(undefined);
    if (await this.task.run(work)) {
      this.doneText.set(words);
      this.undo.set(undo);
    } else {
      // Whatever the row shows is what the server last said.
      this.list.reload();
    }
  }
}
