import {
  afterNextRender,
  Component,
  computed,
  effect,
  inject,
  Injector,
  input,
  linkedSignal,
  signal,
} from '@angular/core';
import { form, validate } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import { ActivatedRoute, Router, RouterLink } from '@angular/router';
import type { Failure } from '../../api/problem';
import { FailureNotice } from '../../design/failure-notice';
import { sendForm } from '../../form/send-form';
import { SubmitButton } from '../../form/submit-button';
import { changeEventDto, detailsOf, newDraft, type EventDetailsDraft } from '../create/event-draft';
import { EventDetailsFields } from '../create/event-details-fields';
import { isEventDetails } from '../create/event-rules';
import { CurrentOrganiser } from '../current-organiser';
import { UnreadPage } from '../unread-page';
import { hasPassed } from '../to-come';
import { ImageForm } from './image-form';
import { OrganiserEvent } from './organiser-event';
import { DISCARDS, guardForm } from '../unsaved';

/** Changes what an event is, when, where and how it is sold. */
@Component({
  selector: 'box-edit-event-page',
  imports: [
    EventDetailsFields,
    FailureNotice,
    ImageForm,
    MatButton,
    RouterLink,
    SubmitButton,
    UnreadPage,
  ],
  template: `
    @if (one.event.data(); as event) {
      <header class="page-title"><h1 i18n>Edit details</h1></header>
      <box-image-form
        [organiserId]="current.id()"
        [eventId]="event.id"
        [image]="event.image"
        (changed)="one.reload()"
      />
      <form novalidate (submit)="save($event)">
        <box-event-details-fields [fields]="fields" [hasCurrency]="event.publishedAt === null" />
        @if (failure(); as failure) {
          <box-failure-notice [failure]="failure" [isRevealed]="true" />
        }
        <p class="actions">
          <box-submit-button
            words="Save"
            i18n-words
            busyWords="Saving…"
            i18n-busyWords
            [isBusy]="fields().submitting()"
          />
          <a
            i18n
            matButton
            [routerLink]="['/organiser', current.id(), 'events', event.id]"
            [state]="discards"
          >
            Discard changes
          </a>
        </p>
      </form>
    } @else {
      <box-unread-page [of]="'event'" [failure]="one.event.failure()" (retry)="one.reload()" />
    }
  `,
  styleUrl: '../create/create-event-page.scss',
})
export class EditEventPage {
  readonly eventId = input.required<string>();

  private readonly router = inject(Router);
  protected readonly current = inject(CurrentOrganiser);
  protected readonly one = new OrganiserEvent(this.current.id, () => this.eventId());

  /** What is typed stays, whatever is read again meanwhile. */
  private readonly isRead = computed(() => this.one.event.data() !== undefined);
  private readonly firstRead = linkedSignal<boolean, EventDetailsDraft>({
    source: this.isRead,
    computation: () => {
      const event = this.one.event.data();
      return event ? detailsOf(event) : newDraft(undefined);
    },
  });
  private readonly isPublished = computed(() => Boolean(this.one.event.data()?.publishedAt));
  private readonly model = linkedSignal(() => this.firstRead());
  protected readonly fields = form(this.model, (path) => {
    isEventDetails(path);
    // A published event that has begun keeps its start; it can't be moved into the past.
    validate(path.startsAt, ({ value, valueOf }) =>
      this.isPublished() &&
      value() !== this.firstRead().startsAt &&
      hasPassed(value(), valueOf(path.timeZone))
        ? { kind: 'past', message: $localize`This time has passed` }
        : null,
    );
  });
  protected readonly discards = DISCARDS;
  protected readonly failure = signal<Failure | undefined>(undefined);

  constructor() {
    const injector = inject(Injector);
    guardForm(this.fields);
    // From the checklist: to the field that is missing, once it is there.
    const field = inject(ActivatedRoute).snapshot.fragment;
    const found = effect(() => {
      if (!field || !this.isRead()) return;
      found.destroy();
      afterNextRender(() => this.focus(field), { injector });
    });
  }

  private focus(name: string): void {
    const field = Object.keys(this.model()).find((one) => one === name);
    if (field) this.fields[field as keyof EventDetailsDraft]().focusBoundControl();
  }

  protected async save(event: Event): Promise<void> {
    event.preventDefault();
    const isDone = await sendForm(this.fields, this.failure, () =>
      this.one.change(changeEventDto(this.model(), this.firstRead())),
    );
    if (!isDone) return;
    await this.router.navigate(['/organiser', this.current.id(), 'events', this.eventId()]);
  }
}
