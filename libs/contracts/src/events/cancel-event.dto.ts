import { IsIn } from 'class-validator';
import { OptionalField } from '../validation/optional-field.js';
import { IsText } from '../validation/texts.js';
import { IsChosenDates } from './chosen-dates.dto.js';

/** Longest message to the buyers of a cancelled event, in characters: some paragraphs. */
export const CANCELLATION_MESSAGE_MAX_LENGTH = 2_000;

/** What is refunded automatically of a cancelled event. */
export const CANCELLATION_REFUNDS = ['with_fees', 'without_fees', 'none'] as const;
export type CancellationRefunds = (typeof CANCELLATION_REFUNDS)[number];

/** Cancels an event. */
export class CancelEventDto {
  /**
   * What its buyers are told beside that it is cancelled, in the organiser's own words.
   * @example "Our soloist is ill. We're looking for a new date and will write to you."
   */
  @OptionalField()
  @IsText(CANCELLATION_MESSAGE_MAX_LENGTH)
  message?: string;

  /**
   * Whether everybody gets their money back automatically, in the way they paid, and whether fees go back, too; default
   * `with_fees`. What was paid by bank transfer or at the counter is left to you.
   * @example "with_fees"
   */
  @OptionalField()
  @IsIn(CANCELLATION_REFUNDS)
  refunds?: CancellationRefunds;
}

/** Cancels dates of a series: all of them, or none. */
export class CancelDatesDto extends CancelEventDto {
  /**
   * The dates; left out: all that aren't cancelled or over.
   * @example ["7300000000000000001"]
   */
  @IsChosenDates()
  eventIds?: string[];
}

/** What cancelling an event ends and whom it tells, or has ended and told. */
export class EventCancellationDto {
  /**
   * How many tickets are sold.
   * @example 50
   */
  sold: number;

  /**
   * How many are held. Cancelling ends these holds.
   * @example 3
   */
  held: number;

  /**
   * How many buyers with an email address have tickets or hold some, each address once. Once the event is cancelled:
   * how many had some then.
   * @example 24
   */
  buyers: number;

  /**
   * When it was cancelled; null: it hasn't been.
   * @example null
   */
  cancelledAt: string | null;

  /**
   * What its buyers were told; null: it hasn't been cancelled, or without a message.
   * @example null
   */
  message: string | null;

  /** Whether all its holds have ended and all its buyers have been written to. */
  done: boolean;
}
