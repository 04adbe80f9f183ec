/** How every answer of a request that was understood is wrapped. */
export interface Envelope<T> {
  success: boolean;
  data: T;
  /** What was done, where something was created. */
  message?: string;
}
