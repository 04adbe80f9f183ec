import { Component, computed, effect, inject, input } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import type { EventOrganiserTextsDto, LegalDocument } from '@boxoffice/contracts';
import { apiUrl } from '../../api/api-url';
import { readApi } from '../../api/read';
import { PageState } from '../../design/page-state';
import { PageTitle } from '../../shell/page-title';
import { documentName } from './document-name';
import { OrganiserFooter } from './organiser-footer';

const FIELDS: Readonly<Record<LegalDocument, 'imprint' | 'terms' | 'privacy' | 'refundPolicy'>> = {
  imprint: 'imprint',
  terms: 'terms',
  privacy: 'privacy',
  refund_policy: 'refundPolicy',
};

/** One of the legal texts of an event's organiser. */
@Component({
  selector: 'box-legal-page',
  imports: [MatButton, OrganiserFooter, PageState, RouterLink],
  template: `
    <div class="page">
      @if (organiser.data(); as organiser) {
        @if (text(); as text) {
          <p class="back">
            <a i18n [routerLink]="['/events', eventId()]">Back to the event</a>
          </p>
          <h1>{{ heading() }}</h1>
          <p class="muted">{{ organiser.name }}</p>
          @if (link(); as link) {
            <p>
              <a target="_blank" rel="noopener nofollow" [href]="link">{{ link }}</a>
            </p>
          } @else {
            <p class="text">{{ text }}</p>
          }
          <box-organiser-footer [eventId]="eventId()" />
        } @else {
          <box-page-state
            icon="info"
            heading="There’s no such text"
            i18n-heading
            text="The organiser has removed it, or the link is incomplete."
            i18n-text
          >
            <a i18n matButton="filled" [routerLink]="['/events', eventId()]">Back to the event</a>
          </box-page-state>
        }
      } @else if (organiser.failure()) {
        <box-page-state
          icon="alert"
          heading="We couldn’t load this text"
          i18n-heading
          text="Try again in a moment."
          i18n-text
        >
          <button i18n matButton="filled" type="button" (click)="organiser.reload()">
            Try again
          </button>
        </box-page-state>
      } @else {
        <p i18n class="visually-hidden" role="status">Loading the text</p>
        <div class="skeleton waiting" aria-hidden="true"></div>
      }
    </div>
  `,
  styles: `
    .back {
      margin-bottom: var(--space-4);
    }
    .text {
      margin-top: var(--space-5);
      white-space: pre-line;
      overflow-wrap: anywhere;
    }
    .waiting {
      height: 320px;
    }
  `,
})
export class LegalPage {
  readonly eventId = input.required<string>();
  readonly document = input.required<string>();

  protected readonly organiser = readApi<EventOrganiserTextsDto>(() =>
    apiUrl('events', this.eventId(), 'organiser'),
  );
  private readonly known = computed(() => {
    const document = this.document();
    return document in FIELDS ? (document as LegalDocument) : undefined;
  });
  protected readonly heading = computed(() => {
    const document = this.known();
    return document ? documentName(document) : '';
  });
  protected readonly text = computed(() => {
    const document = this.known();
    return document ? this.organiser.data()?.[FIELDS[document]] : undefined;
  });
  protected readonly link = computed(() => {
    const text = this.text();
    return text?.startsWith('https://') ? text : undefined;
  });

  constructor() {
    const pageTitle = inject(PageTitle);
    effect(() => {
      if (this.heading()) pageTitle.set(this.heading());
    });
  }
}
