import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayUnique, IsArray, ValidateNested } from 'class-validator';
import { IsEmailAddress } from '../auth/email-address.js';
import { IsId } from '../ids/id.js';
import { NullableField } from '../validation/nullable-field.js';
import { OptionalField } from '../validation/optional-field.js';
import { IsLine, IsTextList } from '../validation/texts.js';
import { QuestionDto } from './attendee-form.dto.js';
import {
  ANSWER_MAX_LENGTH,
  ATTENDEE_NAME_MAX_LENGTH,
  ATTENDEES_AT_ONCE_MAX,
  QUESTION_OPTIONS_MAX,
  QUESTIONS_MAX,
  type AskedFor,
} from './attendee-limits.js';

/** An answer to one question. */
export class AnswerDto {
  /**
   * The question.
   * @example "7300000000000000201"
   */
  @IsId()
  questionId: string;

  /**
   * One text, one or several of the choices, or `yes` for a checkbox that is ticked; empty: no answer.
   * @example ["Vegetarian"]
   */
  @IsArray()
  @ArrayMaxSize(QUESTION_OPTIONS_MAX)
  @ArrayUnique()
  @IsTextList(ANSWER_MAX_LENGTH)
  values: string[];
}

/** Who comes with a ticket. What is left out is emptied. */
export class AttendeeFieldsDto {
  /**
   * The ticket.
   * @example "1"
   */
  @IsId()
  ticketId: string;

  /**
   * Name of who comes: at most 100 characters.
   * @example "Ada Lovelace"
   */
  @OptionalField()
  @IsLine(ATTENDEE_NAME_MAX_LENGTH, 0)
  name?: string = '';

  /**
   * Their email address; null: none.
   * @example "ada@example.org"
   */
  @NullableField()
  @IsEmailAddress()
  email?: string | null = null;

  /** Answers to questions about the ticket. */
  @OptionalField()
  @IsArray()
  @ArrayMaxSize(QUESTIONS_MAX)
  @ArrayUnique(({ questionId }: AnswerDto) => questionId)
  @ValidateNested({ each: true })
  @Type(() => AnswerDto)
  answers?: AnswerDto[] = [];
}

/** Names attendees and answers questions: each ticket that is named is written anew, the others stay. */
export class ChangeAttendeesDto {
  /**
   * The buyer. Without it, the demo's admin acts; with a token it is not needed.
   * @example "1"
   */
  @OptionalField()
  @IsId()
  userId?: string;

  /** Who comes with which ticket. */
  @OptionalField()
  @IsArray()
  @ArrayMaxSize(ATTENDEES_AT_ONCE_MAX)
  @ArrayUnique(({ ticketId }: AttendeeFieldsDto) => ticketId)
  @ValidateNested({ each: true })
  @Type(() => AttendeeFieldsDto)
  attendees?: AttendeeFieldsDto[] = [];

  /** Answers to questions about the booking; all of them are written anew. Left out: they stay. */
  @OptionalField()
  @IsArray()
  @ArrayMaxSize(QUESTIONS_MAX)
  @ArrayUnique(({ questionId }: AnswerDto) => questionId)
  @ValidateNested({ each: true })
  @Type(() => AnswerDto)
  answers?: AnswerDto[];
}

/** Who comes with a ticket. */
export class AttendeeDto {
  /**
   * The ticket.
   * @example "1"
   */
  ticketId: string;

  /**
   * The ticket's tier.
   * @example "1"
   */
  tierId: string;

  /**
   * Name of who comes; empty: not said.
   * @example "Ada Lovelace"
   */
  name: string;

  /**
   * Their email address, or null.
   * @example "ada@example.org"
   */
  email: string | null;

  /** Answers to questions about the ticket. */
  answers: AnswerDto[];
}

/** Who comes with the tickets of a booking, and what the event asks of them. */
export class BookingAttendeesDto {
  /**
   * The booking.
   * @example "7300000000000000001"
   */
  bookingId: string;

  /**
   * Whether each ticket has the name of who comes.
   * @example "required"
   */
  names: AskedFor;

  /**
   * Whether each ticket has an email address.
   * @example "optional"
   */
  emails: AskedFor;

  /** What is asked, and what was asked before and answered here. */
  questions: QuestionDto[];

  /** The tickets, in the booking's order. */
  attendees: AttendeeDto[];

  /** Answers to questions about the booking. */
  answers: AnswerDto[];

  /**
   * What must still be said, as paths: `attendees.<ticket>.name`, `attendees.<ticket>.answers.<question>`,
   * `answers.<question>`.
   * @example ["attendees.1.name"]
   */
  missing: string[];

  /**
   * Until when whoever asked may change it.
   * @example "2027-03-14T18:30:00.000Z"
   */
  changesUntil: string;

  /**
   * Whether whoever asked may change it now.
   * @example true
   */
  changeable: boolean;
}
