/** The two ways in which reservations and payments share transactions, as settings of the API. */
export const TRANSACTIONS = [
  { name: 'in batches', settings: {} },
  // As many small transactions at once as the pool carries: they meet at every lock.
  { name: 'one transaction a request', settings: { RESERVE_BATCH_MAX: '1', RESERVE_LANES: '8' } },
] as const;
