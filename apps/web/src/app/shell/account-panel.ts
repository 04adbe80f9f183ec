import { afterNextRender, Component, computed, ElementRef, inject, output } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import type { DemoUserDto, OrganiserSummaryDto } from '@boxoffice/contracts';
import { Identity } from '../account/identity';
import { roleName } from '../account/role-name';
import { API } from '../api/api-url';
import { readOwn } from '../api/read';
import { Task } from '../api/task';
import { FailureNotice } from '../design/failure-notice';
import { stayHere } from '../session/stay-here';
import { SignIn } from '../sign-in/sign-in';
import { pathBack } from './path-back';

/** What the account menu offers once it is open; in the demo also its users, through the real sign-in. */
@Component({
  selector: 'box-account-panel',
  imports: [FailureNotice, RouterLink],
  templateUrl: './account-panel.html',
  styleUrl: './account-panel.scss',
})
export class AccountPanel {
  readonly dismissed = output();

  protected readonly identity = inject(Identity);
  private readonly signIn = inject(SignIn);
  private readonly router = inject(Router);
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;

  protected readonly roleName = roleName;
  protected readonly task = new Task();
  protected readonly here = pathBack();

  /** Whom somebody works for: asked once the menu is open, as buyers need not know. */
  private readonly memberships = readOwn<OrganiserSummaryDto[]>(() =>
    this.identity.hasAccount() && !this.identity.isStaff()
      ? `${API}/organisers?limit=1`
      : undefined,
  );
  protected readonly isOrganiser = computed(
    () => this.identity.isStaff() || (this.memberships.data()?.length ?? 0) > 0,
  );

  /** The demo's users, but for whoever is signed in. */
  protected readonly others = computed(() =>
    this.identity.demoUsers().filter(({ email }) => email !== this.identity.account()?.email),
  );
  protected readonly hint = computed(() => {
    const account = this.identity.account();
    if (!account) return $localize`Demo: you’re not signed in.`;
    if (account.role === 'guest') {
      return $localize`Buying as a guest: ${account.email ?? account.name}:who:`;
    }
    return account.email ?? account.name;
  });
  constructor() {
    afterNextRender(() => this.items().at(0)?.focus());
  }

  protected async signInAs({ email, password }: DemoUserDto): Promise<void> {
    await this.task.run(async () => {
      const challenge = await this.signIn.byPassword({ email, password });
      this.dismissed.emit();
      // A demo user may have switched a second factor on: the sign-in page asks for it.
      if (challenge) await this.router.navigate(['/sign-in'], { state: { challenge } });
      else await stayHere(this.router);
    });
  }

  protected moveFocus(step: 1 | -1, event: Event): void {
    event.preventDefault();
    const items = this.items();
    const now = items.findIndex((item) => item === document.activeElement);
    items.at((now + step) % items.length)?.focus();
  }

  protected focusEnd(end: 'first' | 'last', event: Event): void {
    event.preventDefault();
    this.items()
      .at(end === 'first' ? 0 : -1)
      ?.focus();
  }

  private items(): HTMLElement[] {
    return Array.from(this.host.querySelectorAll<HTMLElement>('[role=menuitem]'));
  }
}
