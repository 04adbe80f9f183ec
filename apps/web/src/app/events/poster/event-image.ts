import { Component, computed, input } from '@angular/core';
import type { EventImageDto } from '@boxoffice/contracts';
import { jpegOf, webpOf } from './image-files';

/** An event's own picture, in the size that suits the screen. */
@Component({
  selector: 'box-event-image',
  template: `
    <img
      sizes="(max-width: 860px) 100vw, 400px"
      decoding="async"
      fetchpriority="high"
      [src]="fallback()"
      [attr.srcset]="files()"
      [alt]="image().alt"
      [width]="image().width"
      [height]="image().height"
    />
  `,
  styles: `
    :host {
      display: block;
      overflow: hidden;
      border-radius: var(--radius-l);
      background: var(--hairline);
      box-shadow: var(--shadow);
    }
    img {
      display: block;
      width: 100%;
      height: auto;
      max-height: 560px;
      object-fit: cover;
    }
  `,
})
export class EventImage {
  readonly image = input.required<EventImageDto>();

  protected readonly fallback = computed(() => jpegOf(this.image()));
  protected readonly files = computed(() => webpOf(this.image()));
}
