import { HttpClient } from '@angular/common/http';
import {
  afterNextRender,
  Component,
  computed,
  inject,
  Injector,
  input,
  linkedSignal,
  signal,
} from '@angular/core';
import { form } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import type { AttendeeFormDto, Envelope } from '@boxoffice/contracts';
import { QUESTIONS_MAX } from '@boxoffice/contracts/attendee-limits';
import { firstValueFrom } from 'rxjs';
import { apiUrl } from '../../../api/api-url';
import type { Failure } from '../../../api/problem';
import { readOwn } from '../../../api/read';
import { FailureNotice } from '../../../design/failure-notice';
import { Icon } from '../../../design/icon';
import { Notice } from '../../../design/notice';
import { ChoiceField } from '../../../form/choice-field';
import { sendForm } from '../../../form/send-form';
import { SubmitButton } from '../../../form/submit-button';
import { TextField } from '../../../form/text-field';
import { CurrentOrganiser } from '../../current-organiser';
import { UnreadPage } from '../../unread-page';
import { OrganiserEvent } from '../organiser-event';
import { QuestionRow } from './question-row';
import {
  draftOf,
  formDto,
  newQuestion,
  NO_QUESTIONS,
  type QuestionsDraft,
} from './questions-draft';
import { QuestionsPreview } from './questions-preview';
import { isQuestions } from './questions-rules';
import { guardForm } from '../../unsaved';

/** What an event asks of the people who come: names, addresses and questions of its own. */
@Component({
  selector: 'box-questions-page',
  imports: [
    ChoiceField,
    FailureNotice,
    Icon,
    MatButton,
    Notice,
    QuestionRow,
    QuestionsPreview,
    RouterLink,
    SubmitButton,
    TextField,
    UnreadPage,
  ],
  templateUrl: './questions-page.html',
  styleUrl: './questions-page.scss',
})
export class QuestionsPage {
  readonly eventId = input.required<string>();

  private readonly http = inject(HttpClient);
  private readonly injector = inject(Injector);
  protected readonly current = inject(CurrentOrganiser);
  protected readonly one = new OrganiserEvent(this.current.id, () => this.eventId());
  protected readonly read = readOwn<AttendeeFormDto>(() => this.url());
  /** What the server has, once both were read; what is typed stays, whatever is read again. */
  private readonly asked = signal<AttendeeFormDto | undefined>(undefined);
  protected readonly isRead = computed(
    () => this.one.event.data() !== undefined && this.read.data() !== undefined,
  );
  private readonly model = linkedSignal<
    { isRead: boolean; saved?: AttendeeFormDto },
    QuestionsDraft
  >({
    source: () => ({ isRead: this.isRead(), saved: this.asked() }),
    computation: ({ saved }) => {
      const event = this.one.event.data();
      const asked = saved ?? this.read.data();
      return event && asked ? draftOf(asked, event.tiers, event.timeZone) : NO_QUESTIONS;
    },
  });
  protected readonly fields = form(this.model, isQuestions);
  protected readonly draft = this.model.asReadonly();
  protected readonly failure = signal<Failure | undefined>(undefined);
  protected readonly isDone = signal(false);
  protected readonly removed = computed(
    () => (this.asked() ?? this.read.data())?.questions.filter(({ removed }) => removed) ?? [],
  );
  protected readonly mayWork = computed(
    () => this.current.may('manager') && this.one.event.data()?.state !== 'cancelled',
  );
  protected readonly isFull = computed(() => this.draft().questions.length >= QUESTIONS_MAX);

  protected readonly askedFor = [
    { value: 'no', words: $localize`Don’t ask` },
    { value: 'optional', words: $localize`Optional` },
    { value: 'required', words: $localize`Required` },
  ];

  constructor() {
    guardForm(this.fields);
  }

  protected retry(): void {
    this.one.reload();
    this.read.reload();
  }

  protected add(): void {
    const tiers = this.one.event.data()?.tiers ?? [];
    this.edit((questions) => [...questions, newQuestion(tiers)]);
    this.focus(this.draft().questions.length - 1);
  }

  protected remove(index: number): void {
    this.edit((questions) => questions.filter((_, at) => at !== index));
    this.focus(Math.max(0, index - 1));
  }

  protected move(index: number, by: -1 | 1): void {
    this.edit((questions) => {
      const moved = [...questions];
      const [question] = moved.splice(index, 1);
      if (question) moved.splice(index + by, 0, question);
      return moved;
    });
    this.focus(index + by);
  }

  protected async save(event: Event): Promise<void> {
    event.preventDefault();
    this.isDone.set(false);
    const isDone = await sendForm(this.fields, this.failure, async () => {
      const body = formDto(this.model());
      const answer = await firstValueFrom(
        this.http.put<Envelope<AttendeeFormDto>>(this.url(), body),
      );
      this.asked.set(answer.data);
    });
    this.isDone.set(isDone);
  }

  private edit(
    change: (questions: QuestionsDraft['questions']) => QuestionsDraft['questions'],
  ): void {
    this.isDone.set(false);
    this.fields.questions().value.update(change);
    this.fields.questions().markAsDirty();
  }

  private focus(index: number): void {
    afterNextRender(() => this.fields.questions[index]?.label().focusBoundControl(), {
      injector: this.injector,
    });
  }

  private url(): string {
    return apiUrl('organisers', this.current.id(), 'events', this.eventId(), 'questions');
  }
}
