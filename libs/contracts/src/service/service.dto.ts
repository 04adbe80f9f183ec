import type { PaymentProviderName } from '../payments/payment.dto.js';
import type { UserRole } from '../users/user.dto.js';

/** Health of the service. */
export class HealthDto {
  /**
   * `OK`, or `UNAVAILABLE` (HTTP 503) while the database is down or read-only.
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
   * State of the database.
   * @example "up"
   */
  database: 'up' | 'down' | 'read-only';
}

/** Liveness. */
export class LivenessDto {
  /**
   * Always `OK`: a dead process doesn't answer.
   * @example "OK"
   */
  status: 'OK';
}

/** Readiness for requests. */
export class ReadinessDto {
  /**
   * `OK`, or `UNAVAILABLE` with HTTP 503.
   * @example "OK"
   */
  status: 'OK' | 'UNAVAILABLE';

  /**
   * Why not; absent if ready.
   * @example "database read-only"
   */
  reason?: 'database down' | 'database read-only' | 'ending';
}

/** A demo user's sign-in. */
export class DemoUserDto {
  /**
   * Full name.
   * @example "John Doe"
   */
  name: string;

  /**
   * Email address.
   * @example "john@boxoffice.example"
   */
  email: string;

  /**
   * The same for all; no secret.
   * @example "midnight orchestra at pier 4"
   */
  password: string;

  /**
   * Role.
   * @example "customer"
   */
  role: UserRole;
}

/** Index of the API. */
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

  /** Its parts and their paths. */
  endpoints: Record<string, string>;

  /** Whether the demo identity is on: requests without a token act as the user they name. */
  demoIdentity: boolean;

  /**
   * With what organisations may take payments; `simulated` moves no money. How one event is paid for:
   * `GET /events/{id}/payment-methods`.
   * @example ["stripe", "offline"]
   */
  paymentProviders: PaymentProviderName[];

  /** Demo users, if the demo data is there; never in production. */
  demoUsers: DemoUserDto[];
}
