import { Component, input } from '@angular/core';
import type { EventDto } from '@boxoffice/contracts';
import { EventDescription } from './event-description';
import { ShareEvent } from './share-event';

/** What there is to know of an event once somebody is interested: loaded after the first view. */
@Component({
  selector: 'box-event-about',
  imports: [EventDescription, ShareEvent],
  template: `
    @if (event().descriptionHtml; as html) {
      <box-event-description [html]="html" />
    }
    <box-share-event [event]="event()" />
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
}
