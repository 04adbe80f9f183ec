/** Whether the service can do its work. */
export class HealthDto {
  /**
   * `OK`, or `UNAVAILABLE` (with HTTP 503) while the database does not answer.
   * @example "OK"
   */
  status: 'OK' | 'UNAVAILABLE';

  /**
   * The server's clock.
   * @example "2026-11-22T20:00:00.000Z"
   */
  timestamp: string;

  /**
   * Seconds since the process started.
   * @example 42.5
   */
  uptime: number;

  /**
   * Whether the database answers.
   * @example "up"
   */
  database: 'up' | 'down';
}

/** What this API is and where its parts are. */
export class ApiIndexDto {
  /**
   * In words.
   * @example "Boxoffice API"
   */
  message: string;

  /**
   * The API's version.
   * @example "1.0.0"
   */
  version: string;

  /** The parts, each with its address. */
  endpoints: Record<string, string>;

  /** Whether requests without a token act as the user that they name (the demo identity). */
  demoIdentity: boolean;
}
