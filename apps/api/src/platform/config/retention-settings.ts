import { Type } from 'class-transformer';
import { IsInt, Max, Min } from 'class-validator';

/** How long personal data is kept. Afterwards it is deleted. */
export abstract class RetentionSettings {
  /** How often expired data is deleted, in seconds. */
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(86_400)
  RETENTION_SWEEP_SECONDS = 3_600;

  /**
   * How long ended sessions are kept, in days, with address and browser: long enough to investigate a theft
   * noticed at the end of the month.
   */
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(3_650)
  SESSION_RETENTION_DAYS = 30;

  /**
   * How long unconfirmed registrations and used or expired links are kept, in days. They may concern people
   * who never asked for anything.
   */
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(365)
  ACCOUNT_REQUEST_RETENTION_DAYS = 2;

  /** How long failed sign-ins are kept, in hours. They delay further attempts for a day. */
  @Type(() => Number)
  @IsInt()
  @Min(24)
  @Max(8_760)
  FAILED_SIGN_IN_RETENTION_HOURS = 24;

  /** How long idempotency keys and their answers are kept, in hours: longer than any client retries. */
  @Type(() => Number)
  @IsInt()
  @Min(24)
  @Max(8_760)
  IDEMPOTENCY_KEY_RETENTION_HOURS = 24;

  /**
   * Days after which a guest's name and address are erased, counted from the last event they have tickets
   * for, or from their last booking.
   */
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(3_650)
  GUEST_RETENTION_DAYS = 30;

  /**
   * How long bookings that ended unpaid are kept, in days. People ask about a hold within days, and anybody
   * can create thousands an hour.
   */
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(3_650)
  UNPAID_BOOKING_RETENTION_DAYS = 7;

  /**
   * How long entries in a waitlist are kept that wait no more, in days: people ask why they were offered nothing within
   * days.
   */
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(3_650)
  WAITLIST_RETENTION_DAYS = 30;

  /**
   * Days after the end of an event after which names, addresses and answers of its attendees are deleted: long
   * enough for a complaint or a lost property office.
   */
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(3_650)
  ATTENDEE_RETENTION_DAYS = 30;

  /** How long the log of webhooks is kept, in days. What is older can't be sent again. */
  @Type(() => Number)
  @IsInt()
  @Min(4)
  @Max(365)
  WEBHOOK_LOG_RETENTION_DAYS = 30;

  /**
   * Years for which invoices and credit notes are kept, with the names on them: as long as the law asks, whoever is
   * erased. Germany asks for 8, Austria for 7, Switzerland for 10.
   */
  @Type(() => Number)
  @IsInt()
  @Min(6)
  @Max(30)
  INVOICE_RETENTION_YEARS = 10;
}
