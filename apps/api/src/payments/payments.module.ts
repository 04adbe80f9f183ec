import { Module } from '@nestjs/common';
import { OrganisersModule } from '../organisers/organisers.module.js';
import { SecretBox } from '../platform/secrets/secret-box.js';
import { ChangePaymentSettings } from './accounts/change-payment-settings.js';
import { DescribePaymentSettings } from './accounts/describe-payment-settings.js';
import { OwedRefunds } from './accounts/owed-refunds.js';
import { PaidSales } from './accounts/paid-sales.js';
import { PaymentSettingsController } from './accounts/payment-settings.controller.js';
import { PaymentSettingsStore, SETTINGS_PURPOSE } from './accounts/payment-settings-store.js';
import { ProviderAccounts } from './accounts/provider-accounts.js';
import { TryPaymentSettings } from './accounts/try-payment-settings.js';
import { PaymentPolicy } from './payment-policy.js';
import { Payments } from './payments.js';
import { OfflineProvider } from './providers/offline/offline-provider.js';
import { PaymentProviders } from './providers/payment-providers.js';
import { PayPalProvider } from './providers/paypal/paypal-provider.js';
import { SimulatedProvider } from './providers/simulated/simulated-provider.js';
import { StripeProvider } from './providers/stripe/stripe-provider.js';
import { DisputeRecords } from './records/dispute-records.js';
import { PaymentRecords } from './records/payment-records.js';
import { RefundRecords } from './records/refund-records.js';

@Module({
  imports: [OrganisersModule],
  controllers: [PaymentSettingsController],
  providers: [
    Payments,
    PaymentPolicy,
    PaymentRecords,
    RefundRecords,
    DisputeRecords,
    PaymentProviders,
    ProviderAccounts,
    PaidSales,
    OwedRefunds,
    SimulatedProvider,
    OfflineProvider,
    StripeProvider,
    PayPalProvider,
    SecretBox.for(SETTINGS_PURPOSE),
    PaymentSettingsStore,
    DescribePaymentSettings,
    ChangePaymentSettings,
    TryPaymentSettings,
  ],
  exports: [
    Payments,
    PaymentPolicy,
    PaymentRecords,
    RefundRecords,
    DisputeRecords,
    PaymentProviders,
    ProviderAccounts,
    PaidSales,
    OwedRefunds,
  ],
})
export class PaymentsModule {}
