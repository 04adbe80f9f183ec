import { HttpClient } from '@angular/common/http';
import { Component, computed, inject, input, signal } from '@angular/core';
import { form } from '@angular/forms/signals';
import type {
  AnnouncementDto,
  Envelope,
  EventAnnouncementsDto,
  WriteToBuyersDto,
} from '@boxoffice/contracts';
import {
  ANNOUNCEMENT_MESSAGE_MAX_LENGTH,
  ANNOUNCEMENT_SUBJECT_MAX_LENGTH,
} from '@boxoffice/contracts/event-limits';
import { firstValueFrom } from 'rxjs';
import { apiUrl } from '../../../api/api-url';
import type { Failure } from '../../../api/problem';
import { readOwn } from '../../../api/read';
import { refreshWhileVisible } from '../../../api/refresh-while-visible';
import { ConfirmDialog } from '../../../design/confirm-dialog';
import { FailureNotice } from '../../../design/failure-notice';
import { formatDayAndTime, formatNumber, plural } from '../../../design/formats';
import { Notice } from '../../../design/notice';
import { asksFor, isLine, isText } from '../../../form/rules';
import { sendForm } from '../../../form/send-form';
import { SubmitButton } from '../../../form/submit-button';
import { TextAreaField } from '../../../form/text-area-field';
import { TextField } from '../../../form/text-field';
import { CurrentOrganiser } from '../../current-organiser';
import { UnreadPage } from '../../unread-page';
import { guardForm } from '../../unsaved';
import { OrganiserEvent } from '../organiser-event';

/** Mails of a large event are written within minutes. */
const REFRESH_MS = 10_000;

/** Writes to all who have tickets of an event, and says what they were told. */
@Component({
  selector: 'box-messages-page',
  imports: [
    ConfirmDialog,
    FailureNotice,
    Notice,
    SubmitButton,
    TextAreaField,
    TextField,
    UnreadPage,
  ],
  templateUrl: './messages-page.html',
  styleUrl: './messages-page.scss',
})
export class MessagesPage {
  readonly eventId = input.required<string>();

  private readonly http = inject(HttpClient);
  private readonly current = inject(CurrentOrganiser);
  private readonly one = new OrganiserEvent(this.current.id, () => this.eventId());
  protected readonly told = readOwn<EventAnnouncementsDto>(() => this.url());

  private readonly model = signal({ subject: '', message: '' });
  protected readonly fields = form(this.model, (path) => {
    asksFor(path.subject, $localize`Enter a subject`);
    isLine(path.subject, ANNOUNCEMENT_SUBJECT_MAX_LENGTH);
    asksFor(path.message, $localize`Enter a message`);
    isText(path.message, ANNOUNCEMENT_MESSAGE_MAX_LENGTH);
  });
  protected readonly failure = signal<Failure | undefined>(undefined);
  protected readonly isAsked = signal(false);
  protected readonly isSent = signal(false);

  protected readonly buyers = computed(() => this.told.data()?.buyers ?? 0);
  protected readonly mayWrite = computed(() => {
    const state = this.one.event.data()?.state;
    return state !== undefined && state !== 'cancelled' && state !== 'draft';
  });
  protected readonly whom = computed(() =>
    plural(this.buyers(), {
      one: $localize`Goes to 1 buyer, with the event’s name in the subject and your contact details below.`,
      other: $localize`Goes to ${formatNumber(this.buyers())}:count: buyers, one email each, with the event’s name in the subject and your contact details below.`,
    }),
  );
  protected readonly left = computed(() => {
    const left = this.told.data()?.messagesLeft ?? 0;
    return plural(left, {
      one: $localize`You can write once more within 24 hours.`,
      other: $localize`You can write ${formatNumber(left)}:count: more times within 24 hours.`,
    });
  });
  protected readonly question = computed(() =>
    plural(this.buyers(), {
      one: $localize`1 buyer gets this email. You can’t take it back.`,
      other: $localize`${formatNumber(this.buyers())}:count: buyers get this email. You can’t take it back.`,
    }),
  );

  constructor() {
    guardForm(this.fields);
    refreshWhileVisible(() => {
      if (this.told.data()?.announcements.some(({ done }) => !done)) this.told.reload();
    }, REFRESH_MS);
  }

  protected titleOf({ kind, subject }: AnnouncementDto): string {
    return kind === 'message' ? subject : $localize`Date, time or place changed`;
  }

  protected whenOf({ createdAt }: AnnouncementDto): string {
    return formatDayAndTime(createdAt);
  }

  /** What can be known to be wrong is said first; then it is asked. */
  protected async ask(event: Event): Promise<void> {
    event.preventDefault();
    this.isSent.set(false);
    if (this.fields().valid()) this.isAsked.set(true);
    else await this.send();
  }

  protected async send(): Promise<void> {
    this.isAsked.set(false);
    const body: WriteToBuyersDto = this.model();
    const isDone = await sendForm(this.fields, this.failure, () =>
      firstValueFrom(this.http.post<Envelope<AnnouncementDto>>(this.url(), body)),
    );
    this.told.reload();
    if (!isDone) return;
    this.isSent.set(true);
    this.model.set({ subject: '', message: '' });
    this.fields().reset();
  }

  protected retry(): void {
    this.told.reload();
    this.one.reload();
  }

  private url(): string {
    return apiUrl('organisers', this.current.id(), 'events', this.eventId(), 'announcements');
  }
}
