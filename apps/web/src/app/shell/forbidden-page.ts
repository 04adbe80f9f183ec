import { Component, computed, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { Router, RouterLink } from '@angular/router';
import { Identity } from '../account/identity';
import { roleName } from '../account/role-name';
import { PageState } from '../design/page-state';

/** A page that is not for whoever is signed in. */
@Component({
  selector: 'box-forbidden-page',
  imports: [MatButton, PageState, RouterLink],
  template: `
    <div class="page">
      <box-page-state
        icon="lock"
        heading="You don’t have access to this page"
        i18n-heading
        [text]="text()"
      >
        <a i18n matButton="filled" routerLink="/">See what’s on</a>
        <a i18n matButton="outlined" routerLink="/sign-in" [queryParams]="{ returnTo: here }">
          Use another account
        </a>
      </box-page-state>
    </div>
  `,
})
export class ForbiddenPage {
  private readonly identity = inject(Identity);
  protected readonly here = inject(Router).url;

  protected readonly text = computed(() => {
    const account = this.identity.account();
    return account
      ? $localize`You’re signed in as ${account.name}:name: (role: ${roleName(account.role)}:role:). Ask an admin for access.`
      : $localize`Ask an admin for access.`;
  });
}
