import { Component, computed, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { Router, RouterLink } from '@angular/router';
import { Identity } from '../account/identity';
import { ROLE_WORDS } from '../account/role-words';
import { PageState } from '../design/page-state';

/** A page that is not for whoever is signed in. */
@Component({
  selector: 'box-forbidden-page',
  imports: [MatButton, PageState, RouterLink],
  template: `
    <div class="page">
      <box-page-state icon="lock" heading="This page is not for your account" [text]="text()">
        <a matButton="filled" routerLink="/">See what is on</a>
        <a matButton="outlined" routerLink="/sign-in" [queryParams]="{ returnTo: here }">
          Sign in as somebody else
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
    const who = account
      ? `You are signed in as ${account.name} (${ROLE_WORDS[account.role].toLowerCase()}). `
      : '';
    return `${who}An admin can give an account another role.`;
  });
}
