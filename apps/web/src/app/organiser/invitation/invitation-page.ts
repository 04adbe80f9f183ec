import { HttpClient } from '@angular/common/http';
import { afterNextRender, Component, computed, inject, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { ActivatedRoute, Router, RouterLink } from '@angular/router';
import type { Envelope, OrganiserDto } from '@boxoffice/contracts';
import { firstValueFrom } from 'rxjs';
import { Identity } from '../../account/identity';
import { apiUrl } from '../../api/api-url';
import { isRefusal } from '../../api/problem';
import { storedInTab } from '../../api/stored';
import { Task } from '../../api/task';
import { FailureNotice } from '../../design/failure-notice';
import { PageState } from '../../design/page-state';
import { EntryCard } from '../../sign-in/entry-card';

/** Where the link's secret waits in this tab while somebody signs in. */
const KEPT = 'invitation';

/**
 * Accepts an invitation to work for an organisation, by the link of a mail. Opening the link sends nothing: mail
 * scanners open links. Its secret stands behind the `#`, which no browser sends to a server, and leaves the address
 * at once.
 */
@Component({
  selector: 'box-invitation-page',
  imports: [EntryCard, FailureNotice, MatButton, PageState, RouterLink],
  template: `
    <div class="page">
      @if (isSpent()) {
        <box-page-state
          role="alert"
          icon="clock"
          heading="This invitation no longer works"
          i18n-heading
          text="It has been used or withdrawn, or has expired. Ask for a new one."
          i18n-text
        >
          <a i18n matButton="outlined" routerLink="/organiser">Your organisations</a>
        </box-page-state>
      } @else {
        <box-entry-card heading="You’re invited" i18n-heading>
          <p i18n class="muted">Accept to work for the organisation that sent you the email.</p>
          @if (task.failure(); as failure) {
            <box-failure-notice [failure]="failure" [isRevealed]="true" />
          }
          @if (identity.hasAccount()) {
            <p>
              <span i18n class="muted">Signed in as</span> <strong>{{ email() }}</strong>
            </p>
            <div class="actions">
              <button
                matButton="filled"
                type="button"
                [disabled]="task.isBusy()"
                [disabledInteractive]="task.isBusy()"
                (click)="accept()"
              >
                @if (task.isBusy()) {
                  <ng-container i18n>One moment…</ng-container>
                } @else {
                  <ng-container i18n>Accept invitation</ng-container>
                }
              </button>
            </div>
          } @else {
            <p i18n>Sign in with the email address that the invitation was sent to.</p>
            <div class="actions">
              <a
                i18n
                matButton="filled"
                routerLink="/sign-in"
                [queryParams]="{ returnTo: '/organiser/invitation' }"
              >
                Sign in
              </a>
            </div>
          }
          <div stub>
            <h2 i18n>No account yet?</h2>
            <p i18n class="muted">
              Create one with the invited address, then open the link in the email again.
            </p>
            <a i18n matButton="outlined" routerLink="/register">Create an account</a>
          </div>
        </box-entry-card>
      }
    </div>
  `,
  styleUrls: ['../../sign-in/sign-in-page.scss', './invitation-page.scss'],
})
export class InvitationPage {
  private readonly http = inject(HttpClient);
  private readonly router = inject(Router);
  protected readonly identity = inject(Identity);
  protected readonly task = new Task();

  private readonly token = signal(
    inject(ActivatedRoute).snapshot.fragment ?? storedInTab.read(KEPT) ?? '',
  );
  protected readonly email = computed(() => this.identity.account()?.email ?? '');
  protected readonly isSpent = computed(() => {
    const failure = this.task.failure();
    return (
      this.token() === '' ||
      (failure !== undefined &&
        (isRefusal(failure, 'TOKEN_INVALID') || isRefusal(failure, 'VALIDATION_FAILED')))
    );
  });

  constructor() {
    storedInTab.write(KEPT, this.token() || null);
    afterNextRender(() => void this.router.navigate([], { replaceUrl: true }));
  }

  protected async accept(): Promise<void> {
    let organiser: OrganiserDto | undefined;
    await this.task.run(async () => {
      const url = apiUrl('organisers', 'invitations', 'accept');
      const answer = await firstValueFrom(
        this.http.post<Envelope<OrganiserDto>>(url, { token: this.token() }),
      );
      organiser = answer.data;
    });
    if (this.isSpent() || organiser) storedInTab.write(KEPT, null);
    if (organiser) await this.router.navigate(['/organiser', organiser.id]);
  }
}
