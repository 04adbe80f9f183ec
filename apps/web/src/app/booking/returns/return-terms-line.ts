import { Component, computed, input } from '@angular/core';
import type { BookingDto, EventDto } from '@boxoffice/contracts';
import { apiUrl } from '../../api/api-url';
import { readApi } from '../../api/read';
import { returnTermsText } from '../../events/return-terms';

/** Until when the tickets of an order can be returned, said before they are paid for; nothing where they can't. */
@Component({
  selector: 'box-return-terms-line',
  template: `
    @if (text(); as words) {
      <p class="small muted">{{ words }}</p>
    }
  `,
})
export class ReturnTermsLine {
  readonly booking = input.required<BookingDto>();

  private readonly event = readApi<EventDto>(() => apiUrl('events', this.booking().eventId));
  protected readonly text = computed(() =>
    returnTermsText(this.event.data()?.buyerRefunds, this.booking().event.timeZone),
  );
}
