import fc from 'fast-check';

/** How an attempt ends at the simulated provider. */
const OUTCOMES = ['success', 'success', 'decline', 'processing', 'answer-lost'] as const;

/** What may happen to a booking that a buyer has begun to pay for. */
export type Step =
  /** Begins to pay, again or in another way. */
  | { readonly kind: 'start'; readonly provider: 'simulated' | 'offline' }
  /** Pays, or asks what became of it. */
  | { readonly kind: 'complete'; readonly outcome: (typeof OUTCOMES)[number] }
  /** The money moves at the provider, and nobody tells. */
  | { readonly kind: 'money moves' }
  /** An event of the provider, or one that somebody else wrote; its number makes it one that was sent before. */
  | { readonly kind: 'event'; readonly number: number; readonly copies: number }
  | { readonly kind: 'forged event' }
  /** The confirmation of the first API, for all tickets or all but the first. */
  | { readonly kind: 'confirm'; readonly fails: boolean; readonly isWhole: boolean }
  | { readonly kind: 'cancel' }
  /** The hold's time is over: just now, or so long ago that nobody waits for its payment. */
  | { readonly kind: 'expire'; readonly isLongAgo: boolean }
  /** The buyer's bank takes back some or all of what it paid, or decides about it; and the provider tells. */
  | {
      readonly kind: 'dispute';
      readonly status: 'open' | 'won' | 'lost';
      readonly isWhole: boolean;
    }
  /** The organiser says that a payment outside of this system has come. */
  | { readonly kind: 'mark as paid' }
  | {
      readonly kind: 'refund';
      readonly what: 'all' | 'first ticket' | 'last ticket' | 'amount';
      readonly fees: 'with_fees' | 'without_fees';
      readonly restock: boolean;
    };

/** What a buyer orders, and what happens next: one moment after the other, the steps of each at once. */
export interface Order {
  readonly tier: number;
  readonly quantity: number;
  readonly moments: readonly (readonly Step[])[];
}

/** Orders of buyers who come one after the other; the lanes of a sale are beside each other. */
export type Lane = readonly Order[];

const kind = <Kind extends Step['kind']>(name: Kind) => fc.constant(name);

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 2,
    arbitrary: fc.record({
      kind: kind('start'),
      provider: fc.constantFrom('simulated', 'simulated', 'offline'),
    }),
  },
  {
    weight: 8,
    arbitrary: fc.record({ kind: kind('complete'), outcome: fc.constantFrom(...OUTCOMES) }),
  },
  { weight: 2, arbitrary: fc.record({ kind: kind('money moves') }) },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: kind('event'),
      number: fc.integer({ min: 1, max: 3 }),
      copies: fc.integer({ min: 1, max: 3 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: kind('forged event') }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: kind('confirm'), fails: fc.boolean(), isWhole: fc.boolean() }),
  },
  { weight: 2, arbitrary: fc.record({ kind: kind('cancel') }) },
  { weight: 3, arbitrary: fc.record({ kind: kind('expire'), isLongAgo: fc.boolean() }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: kind('dispute'),
      status: fc.constantFrom('open', 'won', 'lost'),
      isWhole: fc.boolean(),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: kind('mark as paid') }) },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: kind('refund'),
      what: fc.constantFrom('all', 'first ticket', 'last ticket', 'amount'),
      fees: fc.constantFrom('with_fees', 'without_fees'),
      restock: fc.boolean(),
    }),
  },
);

export const anyOrder: fc.Arbitrary<Order> = fc.record({
  tier: fc.integer({ min: 0, max: 1 }),
  quantity: fc.integer({ min: 1, max: 3 }),
  moments: fc.array(fc.array(step, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 4 }),
});

/** @param lanes most buyers at the same time */
export function anyLanes(lanes: number): fc.Arbitrary<Lane[]> {
  return fc.array(fc.array(anyOrder, { minLength: 1, maxLength: 6 }), {
    minLength: 1,
    maxLength: lanes,
    size: 'max',
  });
}
