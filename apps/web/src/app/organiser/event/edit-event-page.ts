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
import { apiUrl } from '../../api/api-url';
import type { Failure } from '../../api/problem';
import { FailureNotice } from '../../design/failure-notice';
import { sendForm } from '../../form/send-form';
import { SubmitButton } from '../../form/submit-button';
import { changeEventDto, detailsOf, newDraft, type EventDetailsDraft } from '../create/event-draft';
import { EventDetailsFields } from '../create/event-details-fields';
import { isEventDetails } from '../create/event-rules';
import { CurrentOrganiser } from '../current-organiser';
import { TellBuyers } from '../tell-buyers';
import { UnreadPage } from '../unread-page';
import { hasPassed } from '../to-come';
import { ImageForm } from './image-form';
import { OrganiserEvent } from './organiser-event';
import { DISCARDS, guardForm } from '../unsaved';

/** What buyers are told of: when and where it takes place. */
const TOLD = ['timeZone', 'startsAt', 'endsAt', 'doorsAt', 'venue', 'address'] as const;

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
    TellBuyers,
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
      @if (isAsked()) {
        <box-tell-buyers
          [url]="announcements()"
          (confirmed)="send($event)"
          (dismissed)="isAsked.set(false)"
        />
      }
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
    // An event that has begun keeps its start; it can't be moved into the past.
    validate(path.startsAt, ({ value, valueOf }) =>
      value() !== this.firstRead().startsAt && hasPassed(value(), valueOf(path.timeZone))
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

  protected readonly isAsked = signal(false);
  protected readonly announcements = computed(() =>
    apiUrl('organisers', this.current.id(), 'events', this.eventId(), 'announcements'),
  );

  /** What can be known to be wrong is said first; then it is asked, where buyers are told of the change. */
  protected async save(event: Event): Promise<void> {
    event.preventDefault();
    if (this.fields().valid() && this.isTold()) this.isAsked.set(true);
    else await this.send('');
  }

  /** @param message to the buyers; empty: none */
  protected async send(message: string): Promise<void> {
    this.isAsked.set(false);
    const isDone = await sendForm(this.fields, this.failure, () => {
      const change = changeEventDto(this.model(), this.firstRead());
      return this.one.change(
        message ? Object.assign(change, { messageToBuyers: message }) : change,
      );
    });
    if (!isDone) return;
    await this.router.navigate(['/organiser', this.current.id(), 'events', this.eventId()]);
  }

  /** Whether somebody has tickets, and when or where it takes place is changed. */
  private isTold(): boolean {
    const tiers = this.one.event.data()?.tiers ?? [];
    const change = changeEventDto(this.model(), this.firstRead());
    return (
      this.isPublished() &&
      tiers.some(({ sold, held }) => sold + held > 0) &&
      TOLD.some((field) => field in change)
    );
  }
}
