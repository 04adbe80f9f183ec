import { Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { EventDto } from '@boxoffice/contracts';
import { apiUrl } from '../../api/api-url';
import { readOwn } from '../../api/read';
import { Notice } from '../../design/notice';
import { EventDescription } from '../../events/about/event-description';
import { EventFacts } from '../../events/event-facts';
import { EventImage } from '../../events/poster/event-image';
import { choicesOf } from '../../events/order/choices';
import { Poster } from '../../events/poster/poster';
import { TierTicket } from '../../events/tier-ticket';
import { CurrentOrganiser } from '../current-organiser';
import { UnreadPage } from '../unread-page';
import { OrganiserEvent } from './organiser-event';

/** A draft as buyers will see it. Its own page isn’t there for anybody yet. */
@Component({
  selector: 'box-preview-page',
  imports: [
    EventDescription,
    EventFacts,
    EventImage,
    Notice,
    Poster,
    RouterLink,
    TierTicket,
    UnreadPage,
  ],
  template: `
    @if (preview.data(); as event) {
      <box-notice heading="Preview: only your organisation sees this" i18n-heading>
        <p>
          <a i18n [routerLink]="['/organiser', current.id(), 'events', event.id]"
            >Back to the event</a
          >
        </p>
      </box-notice>
      @if (event.image; as image) {
        <box-event-image [image]="image" />
      } @else {
        <box-poster [eventId]="event.id" [url]="event.posterUrl" />
      }
      <h1>{{ event.name }}</h1>
      @if (event.subtitle) {
        <p>{{ event.subtitle }}</p>
      }
      <box-event-facts [event]="event" />
      @if (event.descriptionHtml; as html) {
        <box-event-description [html]="html" />
      }
      <h2 i18n>Tickets</h2>
      <ul>
        @for (choice of choices(); track choice.key) {
          <li>
            <box-tier-ticket
              [choice]="choice"
              [currency]="event.currency"
              [quantity]="0"
              [limit]="0"
              [disabled]="true"
            />
          </li>
        }
      </ul>
    } @else {
      <box-unread-page [of]="'event'" [failure]="preview.failure()" (retry)="preview.reload()" />
    }
  `,
  styles: `
    :host {
      display: grid;
      gap: var(--space-4);
      max-width: 640px;
    }
    ul {
      display: grid;
      gap: var(--space-4);
    }
    box-poster {
      max-width: 400px;
    }
  `,
})
export class PreviewPage {
  readonly eventId = input.required<string>();

  protected readonly current = inject(CurrentOrganiser);
  private readonly event = new OrganiserEvent(this.current.id, () => this.eventId()).event.data;
  /** As buyers will see it: what only the server can make of it. */
  protected readonly preview = readOwn<EventDto>(() => {
    const organiserId = this.current.id();
    return apiUrl('organisers', organiserId, 'events', this.eventId(), 'preview');
  });
  protected readonly choices = computed(() => {
    const tiers = this.preview.data()?.tiers ?? [];
    const stock = new Map(this.event()?.tiers.map((tier) => [tier.id, tier]));
    const counted = tiers.map((tier) => {
      const { available = 0, held = 0, sold: booked = 0 } = stock.get(tier.id) ?? {};
      return Object.assign({ available, held, booked }, tier);
    });
    const types = new Map(tiers.map(({ id, ticketTypes }) => [id, ticketTypes]));
    return choicesOf(counted, (tierId) => types.get(tierId) ?? [], 'whenever');
  });
}
