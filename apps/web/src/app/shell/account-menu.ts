import { Component, computed, inject, signal, viewChild, type ElementRef } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import type { DemoUserDto, OrganiserSummaryDto } from '@boxoffice/contracts';
import { Identity } from '../account/identity';
import { roleName } from '../account/role-name';
import { API } from '../api/api-url';
import { readOwn } from '../api/read';
import { Task } from '../api/task';
import { FailureNotice } from '../design/failure-notice';
import { Icon } from '../design/icon';
import { ownPath } from '../session/own-path';
import { stayHere } from '../session/stay-here';
import { SignIn } from '../sign-in/sign-in';

/**
 * Who somebody is, and what belongs to them; in the demo also its users, each a click away, through the
 * real sign-in. The browser's own popover and a dozen lines for the arrow keys: a menu of a library
 * would be a fifth of everything that the first view loads.
 */
@Component({
  selector: 'box-account-menu',
  imports: [FailureNotice, Icon, RouterLink],
  templateUrl: './account-menu.html',
  styleUrls: ['./header-button.scss', './account-menu.scss'],
})
export class AccountMenu {
  protected readonly identity = inject(Identity);
  private readonly signIn = inject(SignIn);
  private readonly router = inject(Router);
  private readonly panel = viewChild<ElementRef<HTMLElement>>('panel');

  protected readonly roleName = roleName;
  protected readonly task = new Task();

  private readonly isOpened = signal(false);
  /** Whom somebody works for: asked once the menu is open, as buyers need not know. */
  private readonly memberships = readOwn<OrganiserSummaryDto[]>(() =>
    this.isOpened() && this.identity.hasAccount() && !this.identity.isStaff()
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
  /** Where the sign-in leads back to. */
  protected readonly here = computed(() => {
    this.router.lastSuccessfulNavigation();
    const returnTo = ownPath(this.router.url, '/');
    return returnTo === '/' ? {} : { returnTo };
  });

  protected menuName(name: string): string {
    return $localize`You’re ${name}:name:: account menu`;
  }

  protected async signInAs({ email, password }: DemoUserDto): Promise<void> {
    await this.task.run(async () => {
      const challenge = await this.signIn.byPassword({ email, password });
      this.close();
      // A demo user may have switched a second factor on: the sign-in page asks for it.
      if (challenge) await this.router.navigate(['/sign-in'], { state: { challenge } });
      else await stayHere(this.router);
    });
  }

  protected close(): void {
    this.panel()?.nativeElement.hidePopover();
  }

  protected focusFirst(event: ToggleEvent): void {
    this.task.failure.set(undefined);
    if (event.newState !== 'open') return;
    this.isOpened.set(true);
    this.items().at(0)?.focus();
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
    const panel = this.panel()?.nativeElement;
    return panel ? Array.from(panel.querySelectorAll<HTMLElement>('[role=menuitem]')) : [];
  }
}
