/** Settings of an API that reads bookings and payments without locking their rows, and knows nothing of it. */
export const WITHOUT_ROW_LOCKS = {
  NODE_OPTIONS: `--import ${new URL('no-row-locks.mjs', import.meta.url).href}`,
};
