import { Component, computed, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { EventDto } from '@boxoffice/contracts';
import { apiUrl } from '../../api/api-url';
import { readApi } from '../../api/read';
import { documentName } from './document-name';

/** Who sells an event, where to write to, and what is agreed: below every page on which something is bought. */
@Component({
  selector: 'box-organiser-footer',
  imports: [RouterLink],
  template: `
    @if (event.data(); as event) {
      <footer>
        <p>
          <span i18n class="muted">Tickets sold by</span>
          <strong>{{ event.organiser.name }}</strong>
        </p>
        <ul>
          <li>
            <a [href]="'mailto:' + event.organiser.contactEmail">{{
              event.organiser.contactEmail
            }}</a>
          </li>
          @for (one of event.organiser.documents; track one.document) {
            <li>
              @if (one.link; as link) {
                <a target="_blank" rel="noopener nofollow" [href]="link">{{
                  nameOf(one.document)
                }}</a>
              } @else {
                <a [routerLink]="['/events', event.id, 'legal', one.document]">{{
                  nameOf(one.document)
                }}</a>
              }
            </li>
          }
        </ul>
      </footer>
    }
  `,
  styles: `
    footer {
      display: flex;
      flex-wrap: wrap;
      align-items: baseline;
      justify-content: space-between;
      gap: var(--space-2) var(--space-6);
      margin-top: var(--space-7);
      padding-block: var(--space-4);
      border-top: 1px solid var(--hairline);
      font-size: var(--text-s);
      overflow-wrap: anywhere;
    }
    p {
      display: flex;
      flex-wrap: wrap;
      gap: 0 0.4em;
    }
    ul {
      display: flex;
      flex-wrap: wrap;
      gap: 0 var(--space-5);
    }
    a {
      display: inline-block;
      padding-block: 10px;
    }
    @media print {
      a {
        padding-block: 2px;
      }
    }
  `,
})
export class OrganiserFooter {
  readonly eventId = input.required<string>();
  /** The event, where the page has it already. */
  readonly known = input<EventDto>();

  private readonly read = readApi<EventDto>(() =>
    this.known() ? undefined : apiUrl('events', this.eventId()),
  );
  protected readonly event = { data: computed(() => this.known() ?? this.read.data()) };
  protected readonly nameOf = documentName;
}
