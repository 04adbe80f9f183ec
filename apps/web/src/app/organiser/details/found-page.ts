import { HttpClient } from '@angular/common/http';
import { Component, inject, signal } from '@angular/core';
import { form } from '@angular/forms/signals';
import { Router } from '@angular/router';
import type { Envelope, OrganiserDto } from '@boxoffice/contracts';
import { firstValueFrom } from 'rxjs';
import { Identity } from '../../account/identity';
import { apiUrl } from '../../api/api-url';
import type { Failure } from '../../api/problem';
import { FailureNotice } from '../../design/failure-notice';
import { sendForm } from '../../form/send-form';
import { SubmitButton } from '../../form/submit-button';
import { createOrganiserDto, isOrganisation, newOrganisation } from './organisation-draft';
import { OrganisationFields } from './organisation-fields';
import { guardForm } from '../unsaved';

/** Creates an organisation: one’s own, or by an admin for whoever is invited as its owner. */
@Component({
  selector: 'box-found-page',
  imports: [FailureNotice, OrganisationFields, SubmitButton],
  template: `
    <div class="page">
      <header class="page-title"><h1 i18n>New organisation</h1></header>
      <form novalidate (submit)="create($event)">
        <box-organisation-fields [fields]="fields" [hasOwner]="isAdmin()" />
        @if (failure(); as failure) {
          <box-failure-notice [failure]="failure" [isRevealed]="true" />
        }
        <box-submit-button
          words="Create organisation"
          i18n-words
          busyWords="Creating…"
          i18n-busyWords
          [isBusy]="fields().submitting()"
        />
      </form>
    </div>
  `,
  styles: `
    form {
      display: grid;
      gap: var(--space-5);
      max-width: 860px;
    }
  `,
})
export class FoundPage {
  private readonly http = inject(HttpClient);
  private readonly router = inject(Router);

  protected readonly isAdmin = inject(Identity).isAdmin;
  private readonly model = signal(newOrganisation());
  protected readonly fields = form(this.model, isOrganisation);
  protected readonly failure = signal<Failure | undefined>(undefined);

  constructor() {
    guardForm(this.fields);
  }

  protected async create(event: Event): Promise<void> {
    event.preventDefault();
    let created: OrganiserDto | undefined;
    await sendForm(this.fields, this.failure, async () => {
      const body = createOrganiserDto(this.model());
      const request = this.http.post<Envelope<OrganiserDto>>(apiUrl('organisers'), body);
      created = (await firstValueFrom(request)).data;
    });
    if (created) await this.router.navigate(['/organiser', created.id]);
  }
}
