import type { UserRole } from '../users/user.dto.js';

/** Whether the service can do its work. */
export class HealthDto {
  /**
   * `OK`, or `UNAVAILABLE` (with HTTP 503) while the database does not answer or takes no changes.
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
   * Whether the database answers, and takes changes.
   * @example "up"
   */
  database: 'up' | 'down' | 'read-only';
}

/** Whether the process lives. */
export class LivenessDto {
  /**
   * Always `OK`: a process that does not live does not answer.
   * @example "OK"
   */
  status: 'OK';
}

/** Whether requests should be sent to this process. */
export class ReadinessDto {
  /**
   * `OK`, or `UNAVAILABLE` with HTTP 503.
   * @example "OK"
   */
  status: 'OK' | 'UNAVAILABLE';

  /**
   * Why not; absent where they should.
   * @example "database read-only"
   */
  reason?: 'database down' | 'database read-only' | 'ending';
}

/** A user of the demonstration, and how to sign in as them. */
export class DemoUserDto {
  /**
   * Full name.
   * @example "John Doe"
   */
  name: string;

  /**
   * The address that signs in.
   * @example "john@boxoffice.example"
   */
  email: string;

  /**
   * The same for all of them, and no secret.
   * @example "midnight orchestra at pier 4"
   */
  password: string;

  /**
   * Role.
   * @example "customer"
   */
  role: UserRole;
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

  /**
   * How paid tickets are paid for: by a `simulated` payment that moves no money, or not at all yet
   * (`none`), where only what is free can be confirmed.
   * @example "simulated"
   */
  payments: 'simulated' | 'none';

  /** The users of the demonstration, where its data are put in; nobody in production. */
  demoUsers: DemoUserDto[];
}
