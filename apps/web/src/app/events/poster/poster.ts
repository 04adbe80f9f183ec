import { Component, computed, input } from '@angular/core';
import { apiUrl } from '../../api/api-url';

/**
 * The event's poster, which the server draws. In a frame that is wider than high it comes without its title: the page
 * says it below.
 */
@Component({
  selector: 'box-poster',
  template: `
    @if (isBare()) {
      <img [src]="bare()" alt="" loading="lazy" decoding="async" />
    } @else {
      <picture>
        <source media="(max-width: 860px)" [attr.srcset]="bare()" />
        <img [src]="address()" [alt]="label()" decoding="async" fetchpriority="high" />
      </picture>
    }
  `,
  styles: `
    :host {
      display: block;
      overflow: hidden;
      border-radius: var(--radius-l);
      background: var(--hairline);
      box-shadow: var(--shadow);
      aspect-ratio: 400 / 440;
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
  readonly name = input.required<string>();
  /** Where it is, with its version, where that is known. */
  readonly url = input<string>();
  /** The picture alone, as an ornament of a ticket that says the rest. */
  readonly isBare = input(false);

  protected readonly label = computed(() => $localize`Poster: ${this.name()}:event:`);
  protected readonly address = computed(
    () => this.url() ?? apiUrl('events', this.eventId(), 'poster.svg'),
  );
  protected readonly bare = computed(() => {
    const address = this.address();
    // That of a draft holds the picture itself.
    if (address.startsWith('data:')) return address;
    return `${address}${address.includes('?') ? '&' : '?'}title=off`;
  });
}
