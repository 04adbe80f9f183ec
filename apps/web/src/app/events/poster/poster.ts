import { Component, computed, input } from '@angular/core';
import { apiUrl } from '../../api/api-url';

/** The event's poster, which the server draws: an ornament without its title, which the page says beside it. */
@Component({
  selector: 'box-poster',
  template: `
    <img
      alt=""
      decoding="async"
      [src]="address()"
      [attr.loading]="isFirst() ? null : 'lazy'"
      [attr.fetchpriority]="isFirst() ? 'high' : null"
    />
  `,
  styles: `
    :host {
      display: block;
      overflow: hidden;
      border-radius: var(--radius-l);
      background: var(--hairline);
      box-shadow: var(--shadow);
      aspect-ratio: 10 / 9;
    }
    img {
      display: block;
      width: 100%;
      height: 100%;
      object-fit: cover;
      object-position: 50% 25%;
    }
  `,
})
export class Poster {
  readonly eventId = input.required<string>();
  /** Where it is, with its version, where that is known. */
  readonly url = input<string>();
  /** Whether it is what the page begins with. */
  readonly isFirst = input(false);

  protected readonly address = computed(() => {
    const address = this.url() ?? apiUrl('events', this.eventId(), 'poster.svg');
    // That of a draft holds the picture itself.
    if (address.startsWith('data:')) return address;
    return `${address}${address.includes('?') ? '&' : '?'}title=off`;
  });
}
