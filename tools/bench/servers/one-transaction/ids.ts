const TIMESTAMP_SHIFT = 22n;

let next = BigInt(Date.now()) << TIMESTAMP_SHIFT;

/** 64-bit ids in order of time, made by the process, as the API's are. */
export function nextId(): string {
  next += 1n;
  return String(next);
}
