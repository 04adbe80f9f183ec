/** A transaction for each request, eight of each kind at once: as many as half and four tenths of the pool. */
export const ONE_EACH = {
  RESERVE_BATCH_MAX: '1',
  RESERVE_LANES: '8',
  CONFIRM_BATCH_MAX: '1',
  CONFIRM_LANES: '8',
  DATABASE_POOL_SIZE: '20',
} as const;

/** The two ways in which reservations and payments share transactions, as settings of the API. */
export const TRANSACTIONS = [
  { name: 'in batches', settings: {} },
  // As many small transactions at once as the pool carries: they meet at every lock.
  { name: 'one transaction a request', settings: ONE_EACH },
] as const;
