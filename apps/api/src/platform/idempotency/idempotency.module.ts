import { Global, Module } from '@nestjs/common';
import { IdempotencyKeys } from './idempotency-keys.js';
import { KeyData } from './key-data.js';
import { KeyedBatch } from './keyed-batch.js';
import { KeySweep } from './key-sweep.js';
import { Once } from './once.js';

@Global()
@Module({
  providers: [IdempotencyKeys, KeyedBatch, KeySweep, KeyData, Once],
  exports: [KeyedBatch, Once],
})
export class IdempotencyModule {}
