import { Module } from '@nestjs/common';
import { PaymentPolicy } from './payment-policy.js';
import { Payments } from './payments.js';

@Module({ providers: [Payments, PaymentPolicy], exports: [Payments, PaymentPolicy] })
export class PaymentsModule {}
