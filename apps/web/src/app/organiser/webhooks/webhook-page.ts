import { HttpClient } from '@angular/common/http';
import { Component, computed, inject, input, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { Router, RouterLink } from '@angular/router';
import type {
  ChangeWebhookDto,
  CreateWebhookDto,
  Envelope,
  ReplayedWebhookDto,
  WebhookDeliveryDto,
  WebhookDto,
  WebhookSecretDto,
} from '@boxoffice/contracts';
import { firstValueFrom } from 'rxjs';
import { apiUrl } from '../../api/api-url';
import { readOwn } from '../../api/read';
import { refreshWhileVisible } from '../../api/refresh-while-visible';
import { Task } from '../../api/task';
import { ConfirmDialog } from '../../design/confirm-dialog';
import { FailureNotice } from '../../design/failure-notice';
import { formatDayAndTime, plural } from '../../design/formats';
import { Notice } from '../../design/notice';
import { ShowMore } from '../../design/show-more';
import { CurrentOrganiser } from '../current-organiser';
import { UnreadPage } from '../unread-page';
import { ShownSecret } from './shown-secret';
import { WebhookDelivery } from './webhook-delivery';
import { WebhookForm } from './webhook-form';
import { WebhookLog } from './webhook-log';
import { deliveryStatusName, webhookStateName, webhookTypeName } from './webhook-words';

/** How often the log is read again until a test event has arrived. */
const REFRESH_MS = 3_000;

/** What failed is sent again for as long as it is kept. */
const KEPT_MS = 30 * 86_400_000;

/** One webhook: what it is told, how that went, and its secret. */
@Component({
  selector: 'box-webhook-page',
  imports: [
    ConfirmDialog,
    FailureNotice,
    MatButton,
    Notice,
    RouterLink,
    ShowMore,
    ShownSecret,
    UnreadPage,
    WebhookDelivery,
    WebhookForm,
  ],
  templateUrl: './webhook-page.html',
  styleUrl: './webhooks.scss',
})
export class WebhookPage {
  readonly webhookId = input.required<string>();

  private readonly http = inject(HttpClient);
  private readonly router = inject(Router);
  protected readonly current = inject(CurrentOrganiser);
  protected readonly url = computed(() =>
    apiUrl('organisers', this.current.id(), 'webhooks', this.webhookId()),
  );
  protected readonly webhook = readOwn<WebhookDto>(() => this.url());
  protected readonly onlyFailed = signal(false);
  protected readonly log = new WebhookLog(this.url, this.onlyFailed);
  /** The delivery whose tries are shown. */
  protected readonly opened = signal('');
  protected readonly secret = signal('');
  protected readonly asked = signal<'rotate' | 'remove' | undefined>(undefined);
  protected readonly task = new Task<string>();
  protected readonly doneText = signal('');

  protected readonly typeName = webhookTypeName;
  protected readonly statusName = deliveryStatusName;
  protected readonly stateOf = webhookStateName;
  protected readonly when = formatDayAndTime;

  constructor() {
    refreshWhileVisible(() => this.log.refresh(), REFRESH_MS);
  }

  protected resultOf({ status, lastAttempt, nextAttemptAt, attempts }: WebhookDeliveryDto): string {
    const parts = [deliveryStatusName(status)];
    if (lastAttempt) {
      parts.push(
        lastAttempt.statusCode === null
          ? $localize`no answer`
          : $localize`status ${lastAttempt.statusCode}:status:`,
      );
    }
    if (attempts > 1) parts.push($localize`${attempts}:count: tries`);
    if (nextAttemptAt && lastAttempt) {
      parts.push($localize`next ${formatDayAndTime(nextAttemptAt)}:time:`);
    }
    return parts.join(' · ');
  }

  protected readonly save = async (webhook: CreateWebhookDto): Promise<void> => {
    this.doneText.set('');
    await this.patch(webhook);
    this.doneText.set($localize`Saved.`);
  };

  protected toggle({ disabledAt }: WebhookDto): Promise<void> {
    return this.act('toggle', '', () => this.patch({ disabled: disabledAt === null }));
  }

  protected test(): Promise<void> {
    return this.act('test', $localize`The test event is on its way.`, () =>
      firstValueFrom(this.http.post(`${this.url()}/test`, undefined)),
    );
  }

  protected replay({ id }: WebhookDeliveryDto): Promise<void> {
    return this.act(id, $localize`It’s on its way again.`, () =>
      firstValueFrom(this.http.post(`${this.url()}/deliveries/${id}/replay`, undefined)),
    );
  }

  protected async replayFailed(): Promise<void> {
    const since = new Date(Date.now() - KEPT_MS).toISOString();
    await this.act('replay', '', async () => {
      const answer = await firstValueFrom(
        this.http.post<Envelope<ReplayedWebhookDto>>(`${this.url()}/replay`, { since }),
      );
      const { replayed } = answer.data;
      this.doneText.set(
        replayed === 0
          ? $localize`Nothing has failed.`
          : plural(replayed, {
              one: $localize`1 delivery is on its way again.`,
              other: $localize`${replayed}:count: deliveries are on their way again.`,
            }),
      );
    });
  }

  protected async confirmed(): Promise<void> {
    const what = this.asked();
    this.asked.set(undefined);
    if (what === 'rotate') await this.rotate();
    if (what === 'remove') await this.remove();
  }

  private rotate(): Promise<void> {
    return this.act('rotate', '', async () => {
      const answer = await firstValueFrom(
        this.http.post<Envelope<WebhookSecretDto>>(`${this.url()}/secret`, undefined),
      );
      this.secret.set(answer.data.secret);
    });
  }

  private async remove(): Promise<void> {
    const isDone = await this.task.run(
      () => firstValueFrom(this.http.delete(this.url())),
      'remove',
    );
    if (isDone) await this.router.navigate(['/organiser', this.current.id(), 'webhooks']);
  }

  private async patch(change: ChangeWebhookDto): Promise<void> {
    await firstValueFrom(this.http.patch(this.url(), change));
    this.webhook.reload();
  }

  private async act(kind: string, words: string, work: () => Promise<unknown>): Promise<void> {
    if (this.task.isBusy()) return;
    this.doneText.set('');
    if ((await this.task.run(work, kind)) && words) this.doneText.set(words);
    this.webhook.reload();
    this.log.reload();
  }
}
