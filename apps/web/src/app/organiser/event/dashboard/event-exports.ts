import { HttpClient } from '@angular/common/http';
import { Component, computed, DOCUMENT, inject, input } from '@angular/core';
import { MatButton } from '@angular/material/button';
import type { Envelope, ExportFormat, ExportKind, ExportLinkDto } from '@boxoffice/contracts';
import { firstValueFrom } from 'rxjs';
import { apiUrl } from '../../../api/api-url';
import { Task } from '../../../api/task';
import { FailureNotice } from '../../../design/failure-notice';
import { pageLanguage } from '../../../language/page-language';
import { CurrentOrganiser } from '../../current-organiser';

interface Offered {
  kind: ExportKind;
  name: string;
  text: string;
}

const FORMATS: readonly { format: ExportFormat; name: string }[] = [
  { format: 'csv', name: 'CSV' },
  { format: 'xlsx', name: 'Excel' },
];

/** What can be exported of an event. The browser saves it as it comes: a million rows never lie in the page. */
@Component({
  selector: 'box-event-exports',
  imports: [FailureNotice, MatButton],
  template: `
    @if (task.failure(); as failure) {
      <box-failure-notice [failure]="failure" [isRevealed]="true" />
    }
    <ul>
      @for (each of offered(); track each.kind) {
        <li>
          <div>
            <h3 [id]="'export-' + each.kind">{{ each.name }}</h3>
            <p class="small muted">{{ each.text }}</p>
          </div>
          <div class="formats">
            @for (one of formats; track one.format) {
              <button
                matButton="outlined"
                type="button"
                [disabled]="task.isBusy()"
                [disabledInteractive]="true"
                [attr.aria-label]="label(each, one.name)"
                (click)="download(each.kind, one.format)"
              >
                {{ one.name }}
              </button>
            }
          </div>
        </li>
      }
    </ul>
    <p i18n class="small muted">
      Excel is for spreadsheets. CSV is for programs: commas between columns, decimal points.
    </p>
  `,
  styles: `
    :host {
      display: grid;
      gap: var(--space-4);
    }
    li {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      justify-content: space-between;
      gap: var(--space-2) var(--space-5);
      padding-block: var(--space-3);
    }
    li + li {
      border-top: 1px solid var(--hairline);
    }
    h3 {
      font: 600 var(--text-m) / 1.4 var(--font-text);
    }
    .formats {
      display: flex;
      gap: var(--space-2);
    }
  `,
})
export class EventExports {
  readonly eventId = input.required<string>();

  private readonly http = inject(HttpClient);
  private readonly document = inject(DOCUMENT);
  private readonly current = inject(CurrentOrganiser);
  protected readonly formats = FORMATS;
  protected readonly task = new Task();

  /** Takings are for managers, and so is what they are made of. */
  protected readonly offered = computed((): Offered[] => {
    const tickets: Offered = {
      kind: 'tickets',
      name: $localize`Tickets and attendees`,
      text: $localize`A row for each sold ticket: tier, buyer, who comes and their answers`,
    };
    if (!this.current.may('manager')) return [tickets];
    return [
      {
        kind: 'bookings',
        name: $localize`Bookings`,
        text: $localize`A row for each line and fee, sold and held, with tax and how it was paid`,
      },
      tickets,
      {
        kind: 'takings',
        name: $localize`Takings by day`,
        text: $localize`For the accountant: by day, tier, ticket type and how it was paid`,
      },
      {
        kind: 'codes',
        name: $localize`Codes`,
        text: $localize`Each code, what it does, and how many bookings use it`,
      },
    ];
  });

  protected label({ name }: Offered, format: string): string {
    return $localize`${name}:what: as ${format}:format:`;
  }

  protected download(kind: ExportKind, format: ExportFormat): Promise<boolean> {
    return this.task.run(async () => {
      const url = apiUrl('organisers', this.current.id(), 'events', this.eventId(), 'exports');
      const order = { kind, format, language: pageLanguage() };
      const link = await firstValueFrom(this.http.post<Envelope<ExportLinkDto>>(url, order));
      const anchor = this.document.createElement('a');
      anchor.href = link.data.url;
      anchor.download = '';
      anchor.click();
    });
  }
}
