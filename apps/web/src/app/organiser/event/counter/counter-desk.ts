import { HttpClient } from '@angular/common/http';
import { inject } from '@angular/core';
import type {
  AllotmentDto,
  CounterSaleDto,
  CounterSalesDto,
  Envelope,
  OrganiserEventDto,
  SellAtCounterDto,
} from '@boxoffice/contracts';
import { firstValueFrom } from 'rxjs';
import { apiUrl } from '../../../api/api-url';
import { readOwn } from '../../../api/read';

/** What a counter sells from, what it has sold today, and its way to sell. */
export class CounterDesk {
  private readonly http = inject(HttpClient);
  readonly event = readOwn<OrganiserEventDto>(() => this.url());
  readonly allotments = readOwn<AllotmentDto[]>(() => this.url('allotments'));
  readonly today = readOwn<CounterSalesDto>(() => this.url('counter-sales'));

  constructor(
    private readonly organiserId: () => string,
    private readonly eventId: () => string,
  ) {}

  async sell(sale: SellAtCounterDto): Promise<CounterSaleDto> {
    try {
      const url = this.url('counter-sales');
      return (await firstValueFrom(this.http.post<Envelope<CounterSaleDto>>(url, sale))).data;
    } finally {
      // Also where it was refused: what is shown as left may be what was out of date.
      this.reload();
    }
  }

  reload(): void {
    this.event.reload();
    this.allotments.reload();
    this.today.reload();
  }

  private url(...path: string[]): string {
    return apiUrl('organisers', this.organiserId(), 'events', this.eventId(), ...path);
  }
}
