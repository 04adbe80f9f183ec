import { Component, computed, input } from '@angular/core';
import type { WebhookAttemptDto, WebhookDeliveryDetailDto } from '@boxoffice/contracts';
import { readOwn } from '../../api/read';
import { formatDayAndTime, formatNumber } from '../../design/formats';

/** What was sent, and what came of each try. */
@Component({
  selector: 'box-webhook-delivery',
  template: `
    @if (delivery.data(); as one) {
      <p class="small">
        <span i18n class="muted">ID</span> <code>{{ one.id }}</code>
      </p>
      <pre tabindex="0" role="region" aria-label="Payload" i18n-aria-label>{{ payload() }}</pre>
      @for (attempt of one.log; track attempt.number) {
        <div>
          <p class="small">{{ wordsOf(attempt) }}</p>
          @if (attempt.response) {
            <pre tabindex="0" role="region" aria-label="Answer" i18n-aria-label>{{
              attempt.response
            }}</pre>
          }
        </div>
      }
    } @else if (delivery.failure()) {
      <p i18n class="small muted">We couldn’t load this delivery.</p>
    } @else {
      <p i18n class="small muted" role="status">Loading the delivery</p>
    }
  `,
  styleUrl: './webhooks.scss',
  styles: `
    :host {
      gap: var(--space-3);
    }
  `,
})
export class WebhookDelivery {
  /** Where it is read. */
  readonly url = input.required<string>();

  protected readonly delivery = readOwn<WebhookDeliveryDetailDto>(() => this.url());
  /** As a person reads it; what was sent has no line breaks. */
  protected readonly payload = computed(() =>
    JSON.stringify(JSON.parse(this.delivery.data()?.payload ?? 'null'), null, 2),
  );

  protected wordsOf({ startedAt, durationMs, statusCode, error }: WebhookAttemptDto): string {
    const what = statusCode === null ? (error ?? '') : $localize`Status ${statusCode}:status:`;
    return `${formatDayAndTime(startedAt)} · ${formatNumber(durationMs)} ms · ${what}`;
  }
}
