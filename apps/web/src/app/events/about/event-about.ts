import { Component, computed, input } from '@angular/core';
import type { EventDto } from '@boxoffice/contracts';
import { returnTermsText } from '../return-terms';
import { EventDescription } from './event-description';
import { languageList } from './language-name';
import { ShareEvent } from './share-event';

/** What there is to know of an event once somebody is interested: loaded after the first view. */
@Component({
  selector: 'box-event-about',
  imports: [EventDescription, ShareEvent],
  template: `
    @if (event().languages.length > 0) {
      <p><span i18n class="muted">Language:</span> {{ languages() }}</p>
    }
    @if (event().descriptionHtml; as html) {
      <box-event-description [html]="html" />
    }
    @if (returns(); as words) {
      <p>{{ words }}</p>
    }
    @if (isPublic()) {
      <box-share-event [event]="event()" />
    }
  `,
  styles: `
    :host {
      display: grid;
      gap: var(--space-5);
    }
  `,
})
export class EventAbout {
  readonly event = input.required<EventDto>();
  /** Whether others can open it. */
  readonly isPublic = input(true);
  protected readonly returns = computed(() =>
    returnTermsText(this.event().buyerRefunds, this.event().timeZone),
  );
  protected readonly languages = computed(() => languageList(this.event().languages));
}
