import { Component, DestroyRef, DOCUMENT, ElementRef, inject } from '@angular/core';
import { EmbeddedEvent } from './embedded-event';
import { EmbeddedMissing } from './embedded-missing';
import { EmbeddedSeries } from './embedded-series';

const PATH = /^\/embed\/(?:events\/(?<eventId>[^/]+)|series\/(?<seriesId>[^/]+))\/?$/;

/** What stands in a frame on somebody else's page, and tells that page how high it is. */
@Component({
  selector: 'box-root',
  imports: [EmbeddedEvent, EmbeddedMissing, EmbeddedSeries],
  template: `
    <main>
      @if (eventId) {
        <box-embedded-event [eventId]="eventId" />
      } @else if (seriesId) {
        <box-embedded-series [seriesId]="seriesId" />
      } @else {
        <box-embedded-missing />
      }
    </main>
  `,
  styles: `
    :host {
      display: block;
      padding: var(--space-4);
      border: 1px solid var(--hairline);
    }
    main {
      max-width: 720px;
      margin-inline: auto;
    }
  `,
})
export class EmbeddedPage {
  private readonly window = inject(DOCUMENT).defaultView;
  private readonly place = PATH.exec(this.window?.location.pathname ?? '')?.groups ?? {};
  protected readonly eventId = this.place.eventId;
  protected readonly seriesId = this.place.seriesId;

  constructor() {
    const host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
    const observer = new ResizeObserver(() => this.tellHeight(host));
    observer.observe(host);
    inject(DestroyRef).onDestroy(() => observer.disconnect());
  }

  /** A height is no secret, and the page around may be anybody's. */
  private tellHeight(host: HTMLElement): void {
    const height = Math.ceil(host.getBoundingClientRect().height);
    this.window?.parent.postMessage({ type: 'boxoffice:height', height }, '*');
  }
}
