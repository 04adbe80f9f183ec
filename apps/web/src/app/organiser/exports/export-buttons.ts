import { HttpClient } from '@angular/common/http';
import { Component, DOCUMENT, inject, input } from '@angular/core';
import { MatButton } from '@angular/material/button';
import type { Envelope, ExportFormat, ExportLinkDto } from '@boxoffice/contracts';
import { firstValueFrom } from 'rxjs';
import type { Task } from '../../api/task';
import { pageLanguage } from '../../language/page-language';

const FORMATS: readonly { format: ExportFormat; name: string }[] = [
  { format: 'csv', name: 'CSV' },
  { format: 'xlsx', name: 'Excel' },
];

/** Downloads an export. The browser saves it as it comes: a million rows never lie in the page. */
@Component({
  selector: 'box-export-buttons',
  imports: [MatButton],
  template: `
    @for (one of formats; track one.format) {
      <button
        matButton="outlined"
        type="button"
        [disabled]="task().isBusy()"
        [disabledInteractive]="true"
        [attr.aria-label]="label(one.name)"
        (click)="download(one.format)"
      >
        {{ one.name }}
      </button>
    }
  `,
  styles: `
    :host {
      display: flex;
      gap: var(--space-2);
    }
  `,
})
export class ExportButtons {
  /** What is exported, as people call it. */
  readonly what = input.required<string>();
  /** Where the export is asked for. */
  readonly address = input.required<string>();
  /** What is said of it beside its format. */
  readonly order = input.required<object>();
  /** Does it, and shows what failed. */
  readonly task = input.required<Task>();

  private readonly http = inject(HttpClient);
  private readonly document = inject(DOCUMENT);
  protected readonly formats = FORMATS;

  protected label(format: string): string {
    return $localize`${this.what()}:what: as ${format}:format:`;
  }

  protected download(format: ExportFormat): Promise<boolean> {
    return this.task().run(async () => {
      const order = { ...this.order(), format, language: pageLanguage() };
      const link = await firstValueFrom(
        this.http.post<Envelope<ExportLinkDto>>(this.address(), order),
      );
      const anchor = this.document.createElement('a');
      anchor.href = link.data.url;
      anchor.download = '';
      anchor.click();
    });
  }
}
