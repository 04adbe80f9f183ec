import { LiveAnnouncer } from '@angular/cdk/a11y';
import { Component, computed, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { Router } from '@angular/router';
import type { SessionDto } from '@boxoffice/contracts';
import { apiUrl } from '../../api/api-url';
import { isRefusal, readFailure } from '../../api/problem';
import { readOwn } from '../../api/read';
import { Task } from '../../api/task';
import { formatDayAndTime } from '../../design/formats';
import { FailureNotice } from '../../design/failure-notice';
import { Icon } from '../../design/icon';
import { PageState } from '../../design/page-state';
import { OwnAccount } from '../own-account';
import { deviceName } from './device-name';

/** Everywhere somebody is signed in with this account, and the way to end each. */
@Component({
  selector: 'box-sessions-page',
  imports: [FailureNotice, Icon, MatButton, PageState],
  templateUrl: './sessions-page.html',
  styleUrls: ['../account-page.scss', './sessions-page.scss'],
})
export class SessionsPage {
  private readonly own = inject(OwnAccount);
  private readonly router = inject(Router);
  private readonly announcer = inject(LiveAnnouncer);

  protected readonly sessions = readOwn<SessionDto[]>(() => apiUrl('account', 'sessions'));
  /** This one first, then the ones that were used last. */
  protected readonly sorted = computed(() =>
    [...(this.sessions.data() ?? [])].sort(
      (one, other) =>
        Number(other.current) - Number(one.current) ||
        Date.parse(other.lastUsedAt) - Date.parse(one.lastUsedAt),
    ),
  );
  /** The session that is being ended, or all. */
  protected readonly task = new Task<string>();

  protected readonly device = deviceName;
  protected readonly time = formatDayAndTime;

  protected end(session: SessionDto): Promise<void> {
    return this.act(session.id, async () => {
      try {
        await this.own.endSession(session.id);
      } catch (error) {
        // It is what was wanted, whoever did it.
        if (!isRefusal(readFailure(error), 'SESSION_NOT_FOUND')) throw error;
      }
      void this.announcer.announce($localize`Signed out: ${deviceName(session.userAgent)}:device:`);
    });
  }

  protected endAll(): Promise<void> {
    return this.act('all', async () => {
      await this.own.signOutEverywhere();
      await this.router.navigate(['/sign-out']);
    });
  }

  private async act(what: string, work: () => Promise<void>): Promise<void> {
    if (await this.task.run(work, what)) this.sessions.reload();
  }
}
