import { Component, computed, input } from '@angular/core';
import type { EventDto } from '@boxoffice/contracts';
import { formatDay, formatEventTime } from '../design/formats';
import { Icon } from '../design/icon';

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
        <span class="figures">{{ time() }}</span>
      </li>
      <li>
        <box-icon name="pin" />
        <span>{{ event().venue }}</span>
      </li>
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
  `,
})
export class EventFacts {
  readonly event = input.required<Pick<EventDto, 'startsAt' | 'timeZone' | 'venue'>>();

  protected readonly day = computed(() => formatDay(this.event().startsAt, this.event().timeZone));
  protected readonly time = computed(() =>
    formatEventTime(this.event().startsAt, this.event().timeZone),
  );
}
