import { HttpClient } from '@angular/common/http';
import { Component, inject, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { Router } from '@angular/router';
import { firstValueFrom } from 'rxjs';
import { apiUrl } from '../../api/api-url';
import { Task } from '../../api/task';
import { FailureNotice } from '../../design/failure-notice';
import { Notice } from '../../design/notice';
import { OwnAccount } from '../own-account';
import { PasswordProof } from '../security/password-proof';
import { saveAsFile } from '../../design/save-as-file';

/** Everything that is stored about somebody: to take along, or to have erased. */
@Component({
  selector: 'box-data-page',
  imports: [FailureNotice, MatButton, Notice, PasswordProof],
  templateUrl: './data-page.html',
  styleUrl: '../account-page.scss',
})
export class DataPage {
  private readonly http = inject(HttpClient);
  private readonly own = inject(OwnAccount);
  private readonly router = inject(Router);

  protected readonly task = new Task();
  protected readonly isSaved = signal(false);
  protected readonly isErasing = signal(false);

  protected readonly erase = (password: string): Promise<void> => this.own.erase({ password });

  protected async download(): Promise<void> {
    this.isSaved.set(false);
    await this.task.run(async () => {
      const answer = await firstValueFrom(
        this.http.get<{ data?: unknown }>(apiUrl('account', 'data')),
      );
      saveAsFile(
        'boxoffice-my-data.json',
        new Blob([JSON.stringify(answer.data ?? answer, null, 2)], { type: 'application/json' }),
      );
      this.isSaved.set(true);
    });
  }

  protected erased(): void {
    void this.router.navigate(['/sign-out'], { replaceUrl: true, state: { erased: true } });
  }
}
