import { HttpClient } from '@angular/common/http';
import { Component, inject, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import type {
  CreateWebhookDto,
  Envelope,
  WebhookDto,
  WebhookSecretDto,
} from '@boxoffice/contracts';
import { firstValueFrom } from 'rxjs';
import { apiUrl } from '../../api/api-url';
import { readOwn } from '../../api/read';
import { CurrentOrganiser } from '../current-organiser';
import { UnreadPage } from '../unread-page';
import { ShownSecret } from './shown-secret';
import { WebhookForm } from './webhook-form';
import { webhookStateName, webhookTypeName } from './webhook-words';

/** The organisation's own systems that are told what happens, and a form for another one. */
@Component({
  selector: 'box-webhooks-page',
  imports: [RouterLink, ShownSecret, UnreadPage, WebhookForm],
  template: `
    @if (webhooks.data(); as all) {
      <header class="page-title">
        <div>
          <h1 i18n>Webhooks</h1>
          <p i18n class="muted">
            Tell your own systems, such as a CRM or a newsletter, when something happens here.
          </p>
        </div>
      </header>

      @if (secret(); as secret) {
        <section class="panel"><box-shown-secret [secret]="secret" /></section>
      }
      @if (all.length > 0) {
        <ul class="rows" aria-label="Webhooks" i18n-aria-label>
          @for (webhook of all; track webhook.id) {
            <li>
              <span class="what">
                <a [routerLink]="['/organiser', current.id(), 'webhooks', webhook.id]">{{
                  webhook.description || webhook.url
                }}</a>
                @if (webhook.description) {
                  <span class="small muted">{{ webhook.url }}</span>
                }
                <span class="small muted">{{ typesOf(webhook) }}</span>
              </span>
              <span class="small">{{ stateOf(webhook) }}</span>
            </li>
          }
        </ul>
      } @else {
        <p i18n class="muted">No webhooks yet.</p>
      }

      <section class="panel" aria-labelledby="add-heading">
        <h2 i18n id="add-heading">Add a webhook</h2>
        <box-webhook-form words="Add webhook" i18n-words [send]="add" />
      </section>
    } @else {
      <box-unread-page
        [of]="'webhooks'"
        [failure]="webhooks.failure()"
        (retry)="webhooks.reload()"
      />
    }
  `,
  styleUrl: './webhooks.scss',
})
export class WebhooksPage {
  private readonly http = inject(HttpClient);
  protected readonly current = inject(CurrentOrganiser);
  protected readonly webhooks = readOwn<WebhookDto[]>(() => this.url());
  /** That of the webhook that was added last. */
  protected readonly secret = signal('');
  protected readonly stateOf = webhookStateName;

  protected typesOf({ types }: WebhookDto): string {
    return types.map(webhookTypeName).join(' · ');
  }

  protected readonly add = async (webhook: CreateWebhookDto): Promise<void> => {
    this.secret.set('');
    const answer = await firstValueFrom(
      this.http.post<Envelope<WebhookSecretDto>>(this.url(), webhook),
    );
    this.secret.set(answer.data.secret);
    this.webhooks.reload();
  };

  private url(): string {
    return apiUrl('organisers', this.current.id(), 'webhooks');
  }
}
