import { Global, Module } from '@nestjs/common';
import { IdempotencyKeys } from './idempotency-keys.js';
import { KeyData } from './key-data.js';
import { KeyedBatch } from './keyed-batch.js';
import { KeySweep } from './key-sweep.js';
import { IdempotentTransaction } from './idempotent-transaction.js';

@Global()
@Module({
  providers: [IdempotencyKeys, KeyedBatch, KeySweep, KeyData, IdempotentTransaction],
  exports: [IdempotencyKeys, KeyedBatch, IdempotentTransaction],
})
export class IdempotencyModule {}
