import { Component, computed, inject, input } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import type { CodeDto, EventDto } from '@boxoffice/contracts';
import { apiUrl } from '../../api/api-url';
import { readOwn } from '../../api/read';
import { Notice } from '../../design/notice';
import { EventAbout } from '../../events/about/event-about';
import { OrganiserFooter } from '../../events/about/organiser-footer';
import { saleState } from '../../events/availability/sale-state';
import { EventFacts } from '../../events/event-facts';
import { holdWords } from '../../events/hold-words';
import { choicesOf } from '../../events/order/choices';
import { orderLimit } from '../../events/order/order';
import { EventImage } from '../../events/poster/event-image';
import { Poster } from '../../events/poster/poster';
import { PriceNote } from '../../events/price-note';
import { SaleNotice } from '../../events/sale/sale-notice';
import { TierTicket } from '../../events/tier-ticket';
import { CurrentOrganiser } from '../current-organiser';
import { UnreadPage } from '../unread-page';
import { OrganiserEvent } from './organiser-event';

/** A draft as buyers will see it, all of it. Its own page isn’t there for anybody yet. */
@Component({
  selector: 'box-preview-page',
  imports: [
    EventAbout,
    EventFacts,
    EventImage,
    MatButton,
    Notice,
    OrganiserFooter,
    Poster,
    PriceNote,
    RouterLink,
    SaleNotice,
    TierTicket,
    UnreadPage,
  ],
  templateUrl: './preview-page.html',
  styleUrl: './preview-page.scss',
})
export class PreviewPage {
  readonly eventId = input.required<string>();

  protected readonly current = inject(CurrentOrganiser);
  private readonly event = new OrganiserEvent(this.current.id, () => this.eventId()).event.data;
  /** As buyers will see it: what only the server can make of it. */
  protected readonly preview = readOwn<EventDto>(() => this.url('preview'));
  private readonly codes = readOwn<CodeDto[]>(() => `${this.url('codes')}?limit=1`);
  protected readonly hasCodes = computed(() => (this.codes.data() ?? []).length > 0);

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
  private readonly isFree = computed(
    () =>
      this.choices().length > 0 &&
      this.choices().every(({ fullPriceMinor }) => fullPriceMinor === 0),
  );
  protected readonly hasCharges = computed(() => {
    const event = this.preview.data();
    return event && !this.isFree() && (event.fees.length > 0 || event.tax !== null);
  });
  protected readonly holdText = computed(() => {
    const event = this.preview.data();
    if (!event) return '';
    return holdWords(this.isFree(), orderLimit(event), event.holdSeconds);
  });
  /** When the page was opened: its countdown runs from there. */
  protected readonly now = Date.now();
  protected readonly sale = computed(() => {
    const event = this.preview.data();
    return event ? saleState(event, this.now) : 'open';
  });

  private url(part: string): string {
    return apiUrl('organisers', this.current.id(), 'events', this.eventId(), part);
  }
}
