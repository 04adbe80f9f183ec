import { HttpClient } from '@angular/common/http';
import { Component, computed, inject, input, linkedSignal, signal } from '@angular/core';
import { form } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import type { AllotmentDto } from '@boxoffice/contracts';
import { firstValueFrom, type Observable } from 'rxjs';
import { apiUrl } from '../../../api/api-url';
import type { Failure } from '../../../api/problem';
import { readOwn } from '../../../api/read';
import { Task } from '../../../api/task';
import { FailureNotice } from '../../../design/failure-notice';
import { formatEventMoment } from '../../../design/formats';
import { NumberPipe } from '../../../design/number-pipe';
import { ChoiceField } from '../../../form/choice-field';
import { sendForm } from '../../../form/send-form';
import { SubmitButton } from '../../../form/submit-button';
import { TextField } from '../../../form/text-field';
import { Confirmation } from '../../confirmation';
import { CurrentOrganiser } from '../../current-organiser';
import { UnreadPage } from '../../unread-page';
import { OrganiserEvent } from '../organiser-event';
import {
  createAllotmentDto,
  isAllotment,
  newAllotment,
  purposeChoices,
  purposeName,
  type AllotmentDraft,
} from './allotment-draft';
import { guardForm } from '../../unsaved';

/** Tickets of an event that are set aside: for the press, sponsors, the counter. */
@Component({
  selector: 'box-allotments-page',
  imports: [ChoiceField, FailureNotice, MatButton, NumberPipe, SubmitButton, TextField, UnreadPage],
  templateUrl: './allotments-page.html',
  styleUrls: ['../../events/organiser-events-page.scss', './allotments-page.scss'],
})
export class AllotmentsPage {
  readonly eventId = input.required<string>();

  private readonly http = inject(HttpClient);
  private readonly confirmation = inject(Confirmation);
  protected readonly current = inject(CurrentOrganiser);
  protected readonly one = new OrganiserEvent(this.current.id, () => this.eventId());
  protected readonly allotments = readOwn<AllotmentDto[]>(() => this.url());
  protected readonly purposes = purposeChoices();
  protected readonly purposeName = purposeName;
  protected readonly tiers = computed(() =>
    (this.one.event.data()?.tiers ?? []).map(({ id, name }) => ({ value: id, words: name })),
  );

  private readonly firstTier = computed(() => this.tiers()[0]?.value ?? '');
  // The tiers may be read after something was typed.
  private readonly model = linkedSignal<string, AllotmentDraft>({
    source: this.firstTier,
    computation: (tierId, before) =>
      before ? { ...before.value, tierId: before.value.tierId || tierId } : newAllotment(tierId),
  });
  protected readonly fields = form(this.model, (path) => {
    isAllotment(path, () => this.one.event.data()?.timeZone);
  });
  protected readonly failure = signal<Failure | undefined>(undefined);
  protected readonly task = new Task();

  constructor() {
    guardForm(this.fields);
  }

  protected tierName(tierId: string): string {
    return this.tiers().find(({ value }) => value === tierId)?.words ?? '';
  }

  protected when(instant: string): string {
    return formatEventMoment(instant, this.one.event.data()?.timeZone ?? 'UTC');
  }

  protected async create(event: Event): Promise<void> {
    event.preventDefault();
    const send = () => this.send(this.http.post(this.url(), createAllotmentDto(this.model())));
    const blame = { NAME_TAKEN: 'name', NOT_ENOUGH_TICKETS: 'quantity' } as const;
    if (!(await sendForm(this.fields, this.failure, send, blame))) return;
    this.confirmation.say($localize`Tickets set aside: ${this.model().name}:allotment:`);
    this.model.set(newAllotment(this.firstTier()));
  }

  protected async release({ id, name }: AllotmentDto): Promise<void> {
    const isDone = await this.task.run(() =>
      this.send(this.http.post(this.url(id, 'release'), {})),
    );
    if (isDone)
      this.confirmation.say($localize`${name}:allotment:: tickets released for general sale`);
  }

  protected async remove({ id, name }: AllotmentDto): Promise<void> {
    const isDone = await this.task.run(() => this.send(this.http.delete(this.url(id))));
    if (isDone) this.confirmation.say($localize`${name}:allotment:: removed`);
  }

  protected retry(): void {
    this.one.reload();
    this.allotments.reload();
  }

  private async send(request: Observable<unknown>): Promise<unknown> {
    try {
      return await firstValueFrom(request);
    } finally {
      this.retry();
    }
  }

  private url(...path: string[]): string {
    const event = [this.current.id(), 'events', this.eventId()];
    return apiUrl('organisers', ...event, 'allotments', ...path);
  }
}
