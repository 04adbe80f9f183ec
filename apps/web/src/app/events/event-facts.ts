import { Component, computed, input } from '@angular/core';
import type { EventDto } from '@boxoffice/contracts';
import { formatClockTime, formatDay, formatEventTimes } from '../design/formats';
import { Icon } from '../design/icon';

type Facts = Pick<EventDto, 'startsAt' | 'timeZone' | 'venue'> &
  Partial<Pick<EventDto, 'endsAt' | 'doorsAt' | 'address'>>;

/** When and where: in the venue's own time. */
@Component({
  selector: 'box-event-facts',
  imports: [Icon],
  template: `
    <ul>
      <li>
        <box-icon name="calendar" />
        <span>{{ day() }}</span>
      </li>
      <li>
        <box-icon name="clock" />
        <span class="figures">
          {{ time() }}
          @if (doors(); as doors) {
            <span i18n class="more">Doors {{ doors }}</span>
          }
        </span>
      </li>
      @if (event().venue || event().address) {
        <li>
          <box-icon name="pin" />
          <span>
            {{ event().venue }}
            @if (map(); as map) {
              <a class="more" target="_blank" rel="noopener" [href]="map">{{ event().address }}</a>
            }
          </span>
        </li>
      }
    </ul>
  `,
  styles: `
    ul {
      display: grid;
      gap: var(--space-2);
    }
    li {
      display: flex;
      gap: var(--space-3);
    }
    box-icon {
      margin-top: 3px;
      color: var(--ink-muted);
    }
    .more {
      display: block;
      color: var(--ink-muted);
      overflow-wrap: anywhere;
      white-space: pre-line;
    }
  `,
})
export class EventFacts {
  readonly event = input.required<Facts>();

  protected readonly day = computed(() => formatDay(this.event().startsAt, this.event().timeZone));
  protected readonly time = computed(() => {
    const { startsAt, endsAt, timeZone } = this.event();
    return formatEventTimes(startsAt, endsAt, timeZone);
  });
  protected readonly doors = computed(() => {
    const { doorsAt, timeZone } = this.event();
    return doorsAt ? formatClockTime(doorsAt, timeZone) : undefined;
  });
  protected readonly map = computed(() => {
    const { venue, address } = this.event();
    if (!address) return undefined;
    const place = [venue, address].join(', ').replace(/\s+/g, ' ');
    return `https://www.openstreetmap.org/search?query=${encodeURIComponent(place)}`;
  });
}
