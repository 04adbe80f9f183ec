import TestSequencer from '@jest/test-sequencer';

/**
 * Files that take long, most of it waiting: for mails to be tried again, for processes that drain. What starts
 * first waits while the others work; at the end, a processor would stand idle beside it.
 */
const LONG = [
  'rolling-restart/rolling-restart',
  'mail/sent-once',
  'payments/any-order/any-order',
  'faults/money-moving',
  'faults/failover',
  'idempotency/killed-api',
  'hostile-input/every-field',
  'access/production',
  'access/matrix',
  'concurrency/two-processes',
  'concurrency/mixed-tiers',
];

/** Where a file has its turn among those; after them, the rest in Jest's own order. */
function rank({ path }) {
  const found = LONG.findIndex((name) => path.endsWith(`${name}.spec.ts`));
  return found === -1 ? LONG.length : found;
}

export default class LongestFirst extends TestSequencer {
  sort(tests) {
    return super.sort(tests).toSorted((one, other) => rank(one) - rank(other));
  }
}
