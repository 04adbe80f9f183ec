import { HttpClient } from '@angular/common/http';
import { inject } from '@angular/core';
import type {
  DoorDeviceDto,
  Envelope,
  LendDoorDeviceDto,
  LentDoorDeviceDto,
  OrganiserEventSummaryDto,
} from '@boxoffice/contracts';
import { firstValueFrom } from 'rxjs';
import { apiUrl } from '../../api/api-url';
import { readOwn } from '../../api/read';

/** The newest are those to come. */
const EVENTS_OFFERED = 50;

/** The devices that an organisation has lent to its door, and what is done to them. */
export class DoorDevices {
  private readonly http = inject(HttpClient);
  readonly all = readOwn<DoorDeviceDto[]>(() => this.url());
  /** What a device can be lent for. */
  readonly events = readOwn<OrganiserEventSummaryDto[]>(
    () => `${apiUrl('organisers', this.organiserId(), 'events')}?limit=${EVENTS_OFFERED}`,
  );

  constructor(private readonly organiserId: () => string) {}

  /** @returns it with its link, which nobody sees again */
  async lend(device: LendDoorDeviceDto): Promise<LentDoorDeviceDto> {
    try {
      const sent = this.http.post<Envelope<LentDoorDeviceDto>>(this.url(), device);
      return (await firstValueFrom(sent)).data;
    } finally {
      this.all.reload();
    }
  }

  async takeBack({ id }: DoorDeviceDto): Promise<void> {
    try {
      await firstValueFrom(this.http.delete(this.url(id)));
    } finally {
      // Also where it was refused: what is shown may be what was out of date.
      this.all.reload();
    }
  }

  private url(...path: string[]): string {
    return apiUrl('organisers', this.organiserId(), 'door-devices', ...path);
  }
}
