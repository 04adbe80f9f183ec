import { Component, computed, inject, input } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import type { EventDto, OrganiserEventDto } from '@boxoffice/contracts';
import { priceOfOne } from '@boxoffice/contracts/pricing';
import { apiUrl } from '../../api/api-url';
import { readOwn } from '../../api/read';
import { Notice } from '../../design/notice';
import { PageState } from '../../design/page-state';
import { EventDescription } from '../../events/about/event-description';
import { EventFacts } from '../../events/event-facts';
import { EventImage } from '../../events/poster/event-image';
import type { Choice } from '../../events/order/choices';
import { Poster } from '../../events/poster/poster';
import { TierTicket } from '../../events/tier-ticket';
import { CurrentOrganiser } from '../current-organiser';
import { OrganiserEvent } from './organiser-event';

/** A draft as buyers will see it. Its own page isn’t there for anybody yet. */
@Component({
  selector: 'box-preview-page',
  imports: [
    EventDescription,
    EventFacts,
    EventImage,
    MatButton,
    Notice,
    PageState,
    Poster,
    RouterLink,
    TierTicket,
  ],
  template: `
    @if (one.event.data(); as event) {
      <box-notice heading="Preview: only your organisation sees this" i18n-heading>
        <p>
          <a i18n [routerLink]="['/organiser', current.id(), 'events', event.id]"
            >Back to the event</a
          >
        </p>
      </box-notice>
      @if (preview.data(); as preview) {
        @if (preview.image; as image) {
          <box-event-image [image]="image" />
        } @else {
          <box-poster [eventId]="event.id" [url]="preview.posterUrl" />
        }
      } @else {
        <div class="skeleton picture" aria-hidden="true"></div>
      }
      <h1>{{ event.name }}</h1>
      @if (event.subtitle) {
        <p>{{ event.subtitle }}</p>
      }
      <box-event-facts [event]="event" />
      @if (preview.data()?.descriptionHtml; as html) {
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
    } @else if (one.event.failure()) {
      <box-page-state
        icon="alert"
        heading="We couldn’t load the event"
        i18n-heading
        text="Try again in a moment."
        i18n-text
      >
        <button i18n matButton="filled" type="button" (click)="one.reload()">Try again</button>
      </box-page-state>
    } @else {
      <p i18n class="visually-hidden" role="status">Loading the event</p>
      <div class="skeleton waiting" aria-hidden="true"></div>
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
    box-poster,
    .picture {
      max-width: 400px;
    }
    .picture {
      aspect-ratio: 4 / 3;
    }
    .waiting {
      height: 320px;
    }
  `,
})
export class PreviewPage {
  readonly eventId = input.required<string>();

  protected readonly current = inject(CurrentOrganiser);
  protected readonly one = new OrganiserEvent(this.current.id, () => this.eventId());
  /** As buyers will see it: what only the server can make of it. */
  protected readonly preview = readOwn<EventDto>(() => {
    const organiserId = this.current.id();
    return apiUrl('organisers', organiserId, 'events', this.eventId(), 'preview');
  });
  protected readonly choices = computed(() => choicesOfDraft(this.one.event.data()));
}

function choicesOfDraft(event: OrganiserEventDto | undefined): Choice[] {
  if (!event) return [];
  const priceOf = ({ priceMinor }: { priceMinor: number }) => ({
    priceMinor,
    fullPriceMinor: priceOfOne(priceMinor, event).fullPriceMinor,
  });
  return event.tiers.flatMap((tier): Choice[] => {
    const { available, held, sold } = tier;
    const ofTier = { tierId: tier.id, tier: tier.name, available, held, booked: sold };
    const unbound = { fewest: null, most: null };
    if (tier.ticketTypes.length === 0) {
      return [{ ...ofTier, ...unbound, ...priceOf(tier), key: tier.id, condition: '' }];
    }
    return tier.ticketTypes
      .filter(({ hidden }) => !hidden)
      .map(({ id, name, condition, priceMinor }) => ({
        ...ofTier,
        ...unbound,
        ...priceOf({ priceMinor }),
        key: id,
        ticketTypeId: id,
        ticketType: name,
        condition,
      }));
  });
}
