import { HttpClient } from '@angular/common/http';
import { Component, computed, inject, input } from '@angular/core';
import { MatButton } from '@angular/material/button';
import type { AdmissionDto, DoubleEntryDto } from '@boxoffice/contracts';
import { REENTRY_RULES, type ReentryRule } from '@boxoffice/contracts/merge-scans';
import { firstValueFrom } from 'rxjs';
import { apiUrl } from '../../../api/api-url';
import { readOwn } from '../../../api/read';
import { refreshWhileVisible } from '../../../api/refresh-while-visible';
import { Task } from '../../../api/task';
import { FailureNotice } from '../../../design/failure-notice';
import { formatEventMoment, formatNumber, plural } from '../../../design/formats';
import { NumberPipe } from '../../../design/number-pipe';
import { Confirmation } from '../../confirmation';
import { CurrentOrganiser } from '../../current-organiser';
import { UnreadPage } from '../../unread-page';
import { OrganiserEvent } from '../organiser-event';
import { reentryName } from './reentry-name';

/** How often the numbers are read again while somebody looks at them. */
const REFRESH_MS = 5_000;

/** Who has come in, gate by gate, and which tickets came in twice. */
@Component({
  selector: 'box-admission-page',
  imports: [FailureNotice, MatButton, NumberPipe, UnreadPage],
  templateUrl: './admission-page.html',
  styleUrls: ['../../events/organiser-events-page.scss', './admission-page.scss'],
})
export class AdmissionPage {
  readonly eventId = input.required<string>();

  private readonly http = inject(HttpClient);
  private readonly confirmation = inject(Confirmation);
  protected readonly current = inject(CurrentOrganiser);
  private readonly event = new OrganiserEvent(this.current.id, () => this.eventId()).event;
  protected readonly admission = readOwn<AdmissionDto>(() => this.url());
  protected readonly task = new Task();
  protected readonly rules = REENTRY_RULES;
  protected readonly reentryName = reentryName;
  protected readonly mayChange = computed(
    () => this.current.may('manager') && this.event.data()?.state !== 'cancelled',
  );

  constructor() {
    refreshWhileVisible(() => this.admission.reload(), REFRESH_MS);
  }

  protected at(moment: string, gate: string, device: string): string {
    const when = formatEventMoment(moment, this.event.data()?.timeZone ?? 'UTC');
    return [when, gate, device].filter((part) => part !== '').join(' · ');
  }

  protected whoOf({ name }: DoubleEntryDto): string {
    return name || $localize`Nobody named`;
  }

  protected doublesText(count: number): string {
    return plural(count, {
      one: $localize`1 ticket let somebody in twice`,
      other: $localize`${formatNumber(count)}:count: times, a ticket let somebody in again`,
    });
  }

  protected async change(reentry: ReentryRule): Promise<void> {
    const isDone = await this.task.run(async () => {
      try {
        await firstValueFrom(this.http.put(this.url(), { reentry }));
      } finally {
        this.admission.reload();
      }
    });
    if (isDone) this.confirmation.say($localize`Re-entry: ${reentryName(reentry)}:rule:`);
  }

  private url(): string {
    return apiUrl('organisers', this.current.id(), 'events', this.eventId(), 'admission');
  }
}
