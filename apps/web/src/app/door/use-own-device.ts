import { HttpClient } from '@angular/common/http';
import { Component, inject, output } from '@angular/core';
import { MatButton } from '@angular/material/button';
import type { ConnectedDoorDeviceDto, Envelope, OrganiserSummaryDto } from '@boxoffice/contracts';
import { firstValueFrom } from 'rxjs';
import { API, apiUrl } from '../api/api-url';
import { readOwn } from '../api/read';
import { Task } from '../api/task';
import { FailureNotice } from '../design/failure-notice';

/** Lets a member scan with the device in their hand. */
@Component({
  selector: 'box-use-own-device',
  imports: [FailureNotice, MatButton],
  template: `
    @for (organiser of organisers.data() ?? []; track organiser.id) {
      <button
        type="button"
        matButton="filled"
        [disabled]="task.isBusy()"
        (click)="use(organiser.id)"
      >
        <ng-container i18n>Scan for {{ organiser.name }}</ng-container>
      </button>
    }
    @if (task.failure(); as failure) {
      <box-failure-notice [failure]="failure" />
    }
  `,
  styles: `
    :host {
      display: grid;
      justify-items: start;
      gap: var(--space-3);
    }
  `,
})
export class UseOwnDevice {
  readonly connected = output<ConnectedDoorDeviceDto>();

  private readonly http = inject(HttpClient);
  protected readonly organisers = readOwn<OrganiserSummaryDto[]>(
    () => `${API}/organisers?limit=50`,
  );
  protected readonly task = new Task();

  protected use(organiserId: string): Promise<boolean> {
    return this.task.run(async () => {
      const url = apiUrl('organisers', organiserId, 'door-devices', 'own');
      const name = $localize`Own device`;
      const answer = await firstValueFrom(
        this.http.post<Envelope<ConnectedDoorDeviceDto>>(url, { name }),
      );
      this.connected.emit(answer.data);
    });
  }
}
