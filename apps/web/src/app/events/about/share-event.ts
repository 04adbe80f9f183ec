import { Component, computed, DOCUMENT, inject, input, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import type { EventDto } from '@boxoffice/contracts';
import { apiUrl } from '../../api/api-url';
import { Icon } from '../../design/icon';

/** Puts the event into a calendar, or tells somebody of it: by the device's own means, and nobody else's scripts. */
@Component({
  selector: 'box-share-event',
  imports: [Icon, MatButton],
  template: `
    @if (event().state !== 'cancelled') {
      <a matButton="outlined" download [href]="calendar()">
        <span class="with-icon"
          ><box-icon name="calendar" /> <span i18n>Add to calendar</span></span
        >
      </a>
    }
    @if (canShare) {
      <button matButton="outlined" type="button" (click)="share()">
        <span class="with-icon"><box-icon name="share" /> <span i18n>Share</span></span>
      </button>
    }
    <button matButton="outlined" type="button" (click)="copy()">
      <span class="with-icon"><box-icon name="link" /> <span i18n>Copy link</span></span>
    </button>
    <a matButton="outlined" [href]="mail()">
      <span class="with-icon"><box-icon name="mail" /> <span i18n>Email</span></span>
    </a>
    <p class="visually-hidden" role="status">{{ said() }}</p>
    @if (said()) {
      <p class="small muted said" aria-hidden="true">{{ said() }}</p>
    }
  `,
  styles: `
    :host {
      display: flex;
      flex-wrap: wrap;
      gap: var(--space-2);
    }
    .mat-mdc-button-base {
      --mat-button-outlined-horizontal-padding: 14px;
    }
    .with-icon {
      display: inline-flex;
      align-items: center;
      gap: var(--space-2);
    }
    .said {
      flex-basis: 100%;
      overflow-wrap: anywhere;
    }
  `,
})
export class ShareEvent {
  readonly event = input.required<Pick<EventDto, 'id' | 'name' | 'state'>>();

  private readonly document = inject(DOCUMENT);
  private readonly navigator: Partial<Navigator> = this.document.defaultView?.navigator ?? {};
  protected readonly canShare = typeof this.navigator.share === 'function';
  protected readonly said = signal('');

  private readonly link = computed(
    () => new URL(`/events/${this.event().id}`, this.document.baseURI).href,
  );
  protected readonly calendar = computed(() => apiUrl('events', this.event().id, 'calendar.ics'));
  protected readonly mail = computed(
    () =>
      `mailto:?subject=${encodeURIComponent(this.event().name)}&body=${encodeURIComponent(this.link())}`,
  );

  protected async share(): Promise<void> {
    try {
      await this.navigator.share?.({ title: this.event().name, url: this.link() });
    } catch {
      // Thought better of it, or the device has nobody to share with.
    }
  }

  protected async copy(): Promise<void> {
    try {
      await this.navigator.clipboard?.writeText(this.link());
      this.said.set($localize`Link copied`);
    } catch {
      // Not allowed here: the link itself can be marked and copied.
      this.said.set(this.link());
    }
  }
}
