import { HttpClient } from '@angular/common/http';
import { computed, inject } from '@angular/core';
import type {
  ChangePaymentSettingsDto,
  Envelope,
  PaymentSettingsDto,
  PaymentSettingsTestDto,
} from '@boxoffice/contracts';
import type { SetUpProvider } from '@boxoffice/contracts/provider-fields';
import { firstValueFrom } from 'rxjs';
import { apiUrl } from '../../api/api-url';
import { readOwn } from '../../api/read';

/** Settings of a provider that organisations set up, as all are but the simulated one. */
export type SetUpSettings = PaymentSettingsDto & { provider: SetUpProvider };

/** How an organisation is paid, by each provider that there is. */
export class PaymentSettings {
  private readonly http = inject(HttpClient);
  readonly all = readOwn<PaymentSettingsDto[]>(() => this.url());

  readonly setUp = computed(() => this.all.data()?.filter(isSetUp));
  readonly isSimulated = computed(() => this.all.data()?.some((one) => !isSetUp(one)) ?? false);

  constructor(private readonly organiserId: () => string) {}

  async change(provider: SetUpProvider, settings: ChangePaymentSettingsDto): Promise<void> {
    await firstValueFrom(this.http.put(this.url(provider), settings));
    this.all.reload();
  }

  async remove(provider: SetUpProvider): Promise<void> {
    try {
      await firstValueFrom(this.http.delete(this.url(provider)));
    } finally {
      // Also where it was refused: what is shown may be what was out of date.
      this.all.reload();
    }
  }

  async test(provider: SetUpProvider): Promise<PaymentSettingsTestDto> {
    const answer = await firstValueFrom(
      this.http.post<Envelope<PaymentSettingsTestDto>>(this.url(provider, 'test'), {}),
    );
    return answer.data;
  }

  private url(...path: string[]): string {
    return apiUrl('organisers', this.organiserId(), 'payment-settings', ...path);
  }
}

function isSetUp(settings: PaymentSettingsDto): settings is SetUpSettings {
  return settings.provider !== 'simulated';
}
