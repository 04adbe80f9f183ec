import { HttpClient } from '@angular/common/http';
import { computed, inject } from '@angular/core';
import type { JoinWaitlistDto, WaitlistEntryDto } from '@boxoffice/contracts';
import { firstValueFrom } from 'rxjs';
import { Identity } from '../account/identity';
import { apiUrl } from '../api/api-url';
import { readOwn } from '../api/read';

/** Where whoever looks at the page waits, and what they were offered. */
export class OwnEntries {
  private readonly http = inject(HttpClient);
  private readonly identity = inject(Identity);
  private readonly all = readOwn<WaitlistEntryDto[]>(() => {
    const userId = this.identity.userId();
    return userId === undefined ? undefined : apiUrl('waitlist', 'user', userId);
  });

  readonly failure = this.all.failure;
  /** Those who wait, and those who have to pay for what they were offered. */
  readonly current = computed(() =>
    (this.all.data() ?? []).filter(
      ({ state, bookingStatus }) => state === 'waiting' || bookingStatus === 'pending',
    ),
  );

  reload(): void {
    this.all.reload();
  }

  async join(eventId: string, { tickets, quantity, allOrNothing }: JoinWaitlistDto): Promise<void> {
    const userId = this.identity.userId();
    await this.send(apiUrl('events', eventId, 'waitlist'), {
      userId,
      tickets,
      quantity,
      allOrNothing,
    });
  }

  async leave({ id }: WaitlistEntryDto): Promise<void> {
    await this.send(apiUrl('waitlist', id, 'leave'), { userId: this.identity.userId() });
  }

  private async send(url: string, body: object): Promise<void> {
    try {
      await firstValueFrom(this.http.post(url, body));
    } finally {
      this.reload();
    }
  }
}
