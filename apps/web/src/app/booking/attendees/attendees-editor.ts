import { HttpClient } from '@angular/common/http';
import { computed, inject, linkedSignal, signal, untracked } from '@angular/core';
import { form, submit } from '@angular/forms/signals';
import type { BookingAttendeesDto, ChangeAttendeesDto, Envelope } from '@boxoffice/contracts';
import { firstValueFrom } from 'rxjs';
import { isRefusal, readFailure, type Failure } from '../../api/problem';
import { readOwn } from '../../api/read';
import {
  changesOf,
  draftOf,
  NO_DRAFT,
  typedOver,
  type BookingDraft,
  type Self,
} from './attendee-draft';
import { isBookingDraft } from './attendee-rules';

/** Whether what was typed is at the server. */
export type SaveState = 'saved' | 'saving' | 'failed';

/** Who fills it in. */
export interface Buyer {
  /** Whom the demo takes them for. */
  userId?: () => string | undefined;
  /** Whose details fill in the first ticket. */
  self?: () => Self | undefined;
}

/** The attendees of a booking while they are typed: read once, and saved as one goes. */
export class AttendeesEditor {
  private readonly http = inject(HttpClient);
  readonly attendees = readOwn<BookingAttendeesDto>(() => this.address());

  /** What the server has. */
  private readonly saved = linkedSignal<BookingDraft>(() => {
    const data = this.attendees.data();
    return data ? draftOf(data) : NO_DRAFT;
  });
  /** What is typed stays, whatever is read again. */
  private readonly model = linkedSignal<BookingAttendeesDto | undefined, BookingDraft>({
    source: () => this.attendees.data(),
    computation: (data, before) =>
      data
        ? typedOver(
            draftOf(
              data,
              untracked(() => this.buyer.self?.()),
            ),
            before?.value ?? NO_DRAFT,
          )
        : NO_DRAFT,
  });
  readonly fields = form(this.model, (path) => {
    isBookingDraft(path, () => this.attendees.data());
  });

  private readonly current = signal<SaveState>('saved');
  readonly state = this.current.asReadonly();
  readonly failure = signal<Failure | undefined>(undefined);
  private queue: Promise<boolean> = Promise.resolve(true);

  readonly draft = this.model.asReadonly();
  /** Whether something is typed that the server hasn't got. */
  readonly isChanged = computed(() => {
    const data = this.attendees.data();
    return data !== undefined && changesOf(this.model(), this.saved(), data).length > 0;
  });

  /** @param address of the attendees; undefined while there is nothing to ask */
  constructor(
    private readonly address: () => string | undefined,
    private readonly buyer: Buyer = {},
  ) {}

  /** Sends what the server hasn't got, one request after the other. */
  save(): Promise<boolean> {
    this.queue = this.queue.then(() => this.send());
    return this.queue;
  }

  /**
   * Marks what is missing or wrong and leads there; sends the rest.
   *
   * @returns whether the server has all that is asked
   */
  async complete(): Promise<boolean> {
    if (!this.attendees.data()) return false;
    const isValid = await submit(this.fields, { action: () => Promise.resolve(undefined) });
    const isSaved = await this.save();
    if (!isValid) this.fields().errorSummary().at(0)?.fieldTree().focusBoundControl();
    return isValid && isSaved;
  }

  private async send(): Promise<boolean> {
    const data = this.attendees.data();
    const address = this.address();
    if (!data || address === undefined) return false;
    const draft = this.model();
    const changes = changesOf(draft, this.saved(), data);
    if (changes.length === 0) return true;
    this.current.set('saving');
    try {
      const userId = this.buyer.userId?.();
      for (const change of changes) {
        const body: ChangeAttendeesDto = Object.assign({ userId }, change);
        await firstValueFrom(this.http.put<Envelope<BookingAttendeesDto>>(address, body));
      }
      this.saved.set(draft);
      this.failure.set(undefined);
      this.current.set('saved');
      return true;
    } catch (error) {
      const failure = readFailure(error);
      this.failure.set(failure);
      this.current.set('failed');
      // The event asks something else by now.
      if (isRefusal(failure, 'VALIDATION_FAILED') || isRefusal(failure, 'ATTENDEES_MISSING')) {
        this.attendees.reload();
      }
      return false;
    }
  }
}
