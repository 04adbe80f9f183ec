import { HttpClient } from '@angular/common/http';
import { effect, inject, Service, untracked } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { NavigationEnd, Router } from '@angular/router';
import type { AccountDto, Envelope } from '@boxoffice/contracts';
import type { Language } from '@boxoffice/contracts/formats';
import { filter, firstValueFrom } from 'rxjs';
import { apiUrl } from '../api/api-url';
import { stored } from '../api/stored';
import { Session } from '../session/session';
import { rememberedLanguage, rememberLanguage, wantedLanguage } from './page-language';
import { PageReload } from './page-reload';

/** Under this name a browser remembers that the account has not been told yet what was chosen. */
const UNTOLD = 'language-untold';

/**
 * The language that somebody has chosen. It is this browser's at once, whatever the server says, and the page is
 * loaded again for it, since its texts are settled at the start. The account of whoever is signed in is told as
 * soon as the session is renewed, and at every start until it was: mails follow it, and browsers in which nothing
 * was chosen.
 */
@Service()
export class ChosenLanguage {
  private readonly http = inject(HttpClient);
  private readonly router = inject(Router);
  private readonly session = inject(Session);
  private readonly page = inject(PageReload);

  constructor() {
    let isStart = true;
    effect(() => {
      const account = this.session.account();
      if (!this.session.isKnown()) return;
      untracked(() => this.settle(account));
      if (isStart && !this.router.currentNavigation()) untracked(() => this.follow());
      isStart = false;
    });
    // A sign-in leads on to a page, which is waited for: loading this one again would end it half-way.
    this.router.events
      .pipe(
        filter((event) => event instanceof NavigationEnd),
        takeUntilDestroyed(),
      )
      .subscribe(() => this.follow());
  }

  change(language: Language): void {
    rememberLanguage(language);
    if (this.session.isOpen()) stored.write(UNTOLD, 'yes');
    this.page.reload();
  }

  private settle(account: AccountDto | undefined): void {
    const chosen = rememberedLanguage();
    // Whoever chose it has signed out: the next one's account is not theirs to change.
    if (!this.session.isOpen()) stored.write(UNTOLD, null);
    if (account && chosen && stored.read(UNTOLD) !== null) void this.tell(chosen);
  }

  private async tell(language: Language): Promise<void> {
    const url = apiUrl('account', 'language');
    try {
      const answer = await firstValueFrom(this.http.post<Envelope<AccountDto>>(url, { language }));
      stored.write(UNTOLD, null);
      this.session.update(answer.data);
    } catch {
      // It is told at the next start; the page is in that language already.
    }
  }

  /** Takes the account's language, in a browser in which none was chosen. */
  private follow(): void {
    const language = this.session.account()?.language;
    if (!language || rememberedLanguage() !== undefined || language === wantedLanguage()) return;
    rememberLanguage(language);
    // Where the browser remembers nothing, the page would be loaded again for ever.
    if (rememberedLanguage() === language) this.page.reload();
  }
}
