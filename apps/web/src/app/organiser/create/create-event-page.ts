import { HttpClient } from '@angular/common/http';
import { Component, inject, signal } from '@angular/core';
import { form } from '@angular/forms/signals';
import { Router } from '@angular/router';
import type { Envelope, OrganiserEventDto } from '@boxoffice/contracts';
import { firstValueFrom } from 'rxjs';
import { apiUrl } from '../../api/api-url';
import type { Failure } from '../../api/problem';
import { FailureNotice } from '../../design/failure-notice';
import { sendForm } from '../../form/send-form';
import { SubmitButton } from '../../form/submit-button';
import { CurrentOrganiser } from '../current-organiser';
import { createEventDto, newDraft } from './event-draft';
import { EventDetailsFields } from './event-details-fields';
import { isEvent } from './event-rules';
import { TierRows } from './tier-rows';
import { guardForm } from '../unsaved';

/** Creates an event in one page. It stays a draft, which nobody else sees, until it is published. */
@Component({
  selector: 'box-create-event-page',
  imports: [EventDetailsFields, FailureNotice, SubmitButton, TierRows],
  template: `
    <header class="page-title">
      <h1 i18n>New event</h1>
      <p i18n class="muted">It’s a draft until you publish it: only your organisation sees it.</p>
    </header>
    <form novalidate (submit)="create($event)">
      <box-event-details-fields [fields]="fields" />
      <section class="panel" aria-labelledby="tiers-heading">
        <box-tier-rows [tiers]="fields.tiers" [currency]="fields.currency().value()" />
      </section>
      @if (failure(); as failure) {
        <box-failure-notice [failure]="failure" [isRevealed]="true" />
      }
      <box-submit-button
        class="send"
        words="Create draft"
        i18n-words
        busyWords="Creating…"
        i18n-busyWords
        [isBusy]="fields().submitting()"
      />
    </form>
  `,
  styleUrl: './create-event-page.scss',
})
export class CreateEventPage {
  private readonly http = inject(HttpClient);
  private readonly router = inject(Router);
  private readonly current = inject(CurrentOrganiser);

  private readonly draft = signal(newDraft(this.current.organiser.data()));
  protected readonly fields = form(this.draft, isEvent);
  protected readonly failure = signal<Failure | undefined>(undefined);

  constructor() {
    guardForm(this.fields);
  }

  protected async create(event: Event): Promise<void> {
    event.preventDefault();
    let created: OrganiserEventDto | undefined;
    await sendForm(this.fields, this.failure, async () => {
      const url = apiUrl('organisers', this.current.id(), 'events');
      const answer = await firstValueFrom(
        this.http.post<Envelope<OrganiserEventDto>>(url, createEventDto(this.draft())),
      );
      created = answer.data;
    });
    if (!created) return;
    await this.router.navigate(['/organiser', this.current.id(), 'events', created.id]);
  }
}
