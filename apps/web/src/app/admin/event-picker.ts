import { Component, inject, input } from '@angular/core';
import { Router } from '@angular/router';
import type { EventSummaryDto } from '@boxoffice/contracts';

/** Which event is worked on. It stays in the address, so that a link leads to the same view. */
@Component({
  selector: 'box-event-picker',
  template: `
    @if (events().length > 1) {
      <label>
        <span i18n class="small muted">Event</span>
        <select #select [value]="current().id" (change)="open(select.value)">
          @for (event of events(); track event.id) {
            <option [value]="event.id" [selected]="event.id === current().id">
              {{ event.name }}
            </option>
          }
        </select>
      </label>
    } @else {
      <p class="muted">{{ current().name }}</p>
    }
  `,
  styles: `
    :host {
      display: block;
      min-width: 0;
      max-width: 100%;
    }
    label {
      display: grid;
      /* A long name is cut off by the field, and doesn't widen the page. */
      grid-template-columns: minmax(0, 1fr);
      gap: var(--space-1);
      justify-items: start;
    }
    select {
      min-height: var(--target);
      max-width: 100%;
      padding: 0 12px;
      border: 1px solid var(--outline);
      border-radius: var(--radius-m);
      background: var(--surface);
      color: inherit;
      font: inherit;
    }
  `,
})
export class EventPicker {
  readonly events = input.required<EventSummaryDto[]>();
  readonly current = input.required<EventSummaryDto>();

  private readonly router = inject(Router);

  protected open(event: string): void {
    void this.router.navigate([], { queryParams: { event }, queryParamsHandling: 'merge' });
  }
}
