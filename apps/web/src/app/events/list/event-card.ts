import { Component, computed, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { EventSummaryDto } from '@boxoffice/contracts';
import { formatClockTime, formatShortDay } from '../../design/formats';
import { jpegOf, webpOf } from '../poster/image-files';
import { priceWords, saleWords } from './sale-words';

/** One event in the list: the whole card leads to it. */
@Component({
  selector: 'box-event-card',
  imports: [RouterLink],
  templateUrl: './event-card.html',
  styleUrl: './event-card.scss',
})
export class EventCard {
  readonly event = input.required<EventSummaryDto>();

  protected readonly day = computed(() =>
    formatShortDay(this.event().startsAt, this.event().timeZone),
  );
  protected readonly time = computed(() =>
    formatClockTime(this.event().startsAt, this.event().timeZone),
  );
  protected readonly jpegOf = jpegOf;
  protected readonly webpOf = webpOf;
  protected readonly price = computed(() => priceWords(this.event()));
  protected readonly sale = computed(() => saleWords(this.event()));
}
