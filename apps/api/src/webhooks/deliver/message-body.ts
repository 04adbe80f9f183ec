/** A message, as the database has it. */
export interface Message {
  type: string;
  createdAt: Date;
  data: Record<string, unknown>;
}

/**
 * What is sent, as text: each try of a message has the same.
 *
 * @param more what isn't kept with it, and may be another one by now: the buyer
 */
export function bodyOf({ type, createdAt, data }: Message, more: object = {}): string {
  return JSON.stringify({ type, timestamp: createdAt, data: { ...data, ...more } });
}
