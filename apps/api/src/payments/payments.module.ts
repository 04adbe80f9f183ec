import { Module } from '@nestjs/common';
import { ProviderAccounts } from './accounts/provider-accounts.js';
import { PaymentPolicy } from './payment-policy.js';
import { Payments } from './payments.js';
import { OfflineProvider } from './providers/offline/offline-provider.js';
import { PaymentProviders } from './providers/payment-providers.js';
import { SimulatedProvider } from './providers/simulated/simulated-provider.js';
import { PaymentRecords } from './records/payment-records.js';
import { RefundRecords } from './records/refund-records.js';

@Module({
  providers: [
    Payments,
    PaymentPolicy,
    PaymentRecords,
    RefundRecords,
    PaymentProviders,
    ProviderAccounts,
    SimulatedProvider,
    OfflineProvider,
  ],
  exports: [
    Payments,
    PaymentPolicy,
    PaymentRecords,
    RefundRecords,
    PaymentProviders,
    ProviderAccounts,
  ],
})
export class PaymentsModule {}
