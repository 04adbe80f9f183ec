import { HttpClient } from '@angular/common/http';
import { effect, inject, Service } from '@angular/core';
import type { AccountDto, Envelope } from '@boxoffice/contracts';
import type { Language } from '@boxoffice/contracts/formats';
import { firstValueFrom } from 'rxjs';
import { apiUrl } from '../api/api-url';
import { Session } from '../session/session';
import { rememberLanguage, wantedLanguage } from './page-language';

/**
 * The language that somebody has chosen: in this browser, and with whoever is signed in, so that their mails and
 * their other devices follow. The page is loaded again for another one, since its texts are settled at the start.
 */
@Service()
export class ChosenLanguage {
  private readonly http = inject(HttpClient);
  private readonly session = inject(Session);

  constructor() {
    effect(() => {
      const language = this.session.account()?.language;
      // What is wanted, not what is shown: texts that could not be loaded must not load the page for ever.
      if (language && language !== wantedLanguage()) begin(language);
    });
  }

  async change(language: Language): Promise<void> {
    if (this.session.account()) await this.tell(language);
    begin(language);
  }

  private async tell(language: Language): Promise<void> {
    const url = apiUrl('account', 'language');
    try {
      const answer = await firstValueFrom(this.http.post<Envelope<AccountDto>>(url, { language }));
      rememberLanguage(language);
      this.session.update(answer.data);
    } catch {
      // This browser remembers it all the same; the account keeps the one it has.
    }
  }
}

function begin(language: Language): void {
  rememberLanguage(language);
  location.reload();
}
