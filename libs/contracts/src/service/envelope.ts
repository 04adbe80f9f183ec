/** The envelope of every successful answer. */
export interface Envelope<T> {
  success: boolean;
  data: T;
  /** What was done, where something was created. */
  message?: string;
}
