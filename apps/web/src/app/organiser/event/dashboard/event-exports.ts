import { Component, computed, inject, input } from '@angular/core';
import type { ExportKind } from '@boxoffice/contracts';
import { apiUrl } from '../../../api/api-url';
import { Task } from '../../../api/task';
import { FailureNotice } from '../../../design/failure-notice';
import { CurrentOrganiser } from '../../current-organiser';
import { ExportButtons } from '../../exports/export-buttons';

interface Offered {
  kind: ExportKind;
  name: string;
  text: string;
}

/** What can be exported of an event. */
@Component({
  selector: 'box-event-exports',
  imports: [ExportButtons, FailureNotice],
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
          <box-export-buttons
            [what]="each.name"
            [address]="address()"
            [order]="{ kind: each.kind }"
            [task]="task"
          />
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
  `,
})
export class EventExports {
  readonly eventId = input.required<string>();

  private readonly current = inject(CurrentOrganiser);
  protected readonly task = new Task();
  protected readonly address = computed(() =>
    apiUrl('organisers', this.current.id(), 'events', this.eventId(), 'exports'),
  );

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
}
