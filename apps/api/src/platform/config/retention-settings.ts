import { Type } from 'class-transformer';
import { IsInt, Max, Min } from 'class-validator';

/** How long is kept what says something about people. Afterwards a job removes it. */
export abstract class RetentionSettings {
  /** How often expired data is deleted, in seconds. */
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(86_400)
  RETENTION_SWEEP_SECONDS = 3_600;

  /**
   * How long a session is kept that has ended, in days, with the address and the browser it was used
   * from: long enough to look into a theft that is noticed at the end of the month.
   */
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(3_650)
  SESSION_RETENTION_DAYS = 30;

  /**
   * How long registrations that nobody confirmed, and requests for links, are kept once they are over,
   * in days. They may be about people who never wanted anything of us.
   */
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(365)
  ACCOUNT_REQUEST_RETENTION_DAYS = 2;

  /** How long failed sign-ins are remembered, in hours; for a day they delay the next. */
  @Type(() => Number)
  @IsInt()
  @Min(24)
  @Max(8_760)
  FAILED_SIGN_IN_RETENTION_HOURS = 24;

  /**
   * How long an `Idempotency-Key` and its answer are kept, in hours: longer than any client goes on
   * trying the same request.
   */
  @Type(() => Number)
  @IsInt()
  @Min(24)
  @Max(8_760)
  IDEMPOTENCY_KEY_RETENTION_HOURS = 24;

  /**
   * After how many days a guest's name and address are removed: counted from the last event that they
   * have tickets of, or from their last booking where they have none.
   */
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(3_650)
  GUEST_RETENTION_DAYS = 30;

  /**
   * How long bookings are kept that ended unpaid, in days. Whoever asks what became of a hold asks within days; and
   * anybody can make thousands of them an hour.
   */
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(3_650)
  UNPAID_BOOKING_RETENTION_DAYS = 7;
}
