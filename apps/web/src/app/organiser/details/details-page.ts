import { HttpClient } from '@angular/common/http';
import { Component, computed, inject, linkedSignal, signal } from '@angular/core';
import { form } from '@angular/forms/signals';
import { firstValueFrom } from 'rxjs';
import { apiUrl } from '../../api/api-url';
import type { Failure } from '../../api/problem';
import { FailureNotice } from '../../design/failure-notice';
import { Notice } from '../../design/notice';
import { sendForm } from '../../form/send-form';
import { SubmitButton } from '../../form/submit-button';
import { CurrentOrganiser } from '../current-organiser';
import {
  isOrganisation,
  newOrganisation,
  organisationOf,
  updateOrganiserDto,
  type OrganisationDraft,
} from './organisation-draft';
import { OrganisationFields } from './organisation-fields';
import { guardForm } from '../unsaved';

/** What an organisation is called, where it is reached, and its legal texts. For its owners. */
@Component({
  selector: 'box-details-page',
  imports: [FailureNotice, Notice, OrganisationFields, SubmitButton],
  template: `
    <header class="page-title"><h1 i18n>Organisation</h1></header>
    <form novalidate (submit)="save($event)">
      <box-organisation-fields [fields]="fields" />
      @if (failure(); as failure) {
        <box-failure-notice [failure]="failure" [isRevealed]="true" />
      }
      @if (isSaved()) {
        <box-notice tone="success" heading="Saved" i18n-heading />
      }
      <box-submit-button
        words="Save"
        i18n-words
        busyWords="Saving…"
        i18n-busyWords
        [isBusy]="fields().submitting()"
      />
    </form>
  `,
  styleUrl: '../create/create-event-page.scss',
})
export class DetailsPage {
  private readonly http = inject(HttpClient);
  private readonly current = inject(CurrentOrganiser);

  /** What is typed stays, whatever is read again meanwhile. */
  private readonly isRead = computed(() => this.current.organiser.data() !== undefined);
  private readonly firstRead = linkedSignal<boolean, OrganisationDraft>({
    source: this.isRead,
    computation: () => {
      const organiser = this.current.organiser.data();
      return organiser ? organisationOf(organiser) : newOrganisation();
    },
  });
  private readonly model = linkedSignal(() => this.firstRead());
  protected readonly fields = form(this.model, isOrganisation);
  protected readonly failure = signal<Failure | undefined>(undefined);
  protected readonly isSaved = signal(false);

  constructor() {
    guardForm(this.fields);
  }

  protected async save(event: Event): Promise<void> {
    event.preventDefault();
    this.isSaved.set(false);
    const draft = this.model();
    const isDone = await sendForm(this.fields, this.failure, () =>
      firstValueFrom(
        this.http.patch(
          apiUrl('organisers', this.current.id()),
          updateOrganiserDto(draft, this.firstRead()),
        ),
      ),
    );
    if (!isDone) return;
    this.isSaved.set(true);
    this.firstRead.set(draft);
    this.current.organiser.reload();
  }
}
