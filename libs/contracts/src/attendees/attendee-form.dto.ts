import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  ValidateNested,
} from 'class-validator';
import { EVENT_TIERS_MAX } from '../events/event-limits.js';
import { IsId, IsIdList } from '../ids/id.js';
import { IsEventTime } from '../time/event-time.js';
import { NullableField } from '../validation/nullable-field.js';
import { OptionalField } from '../validation/optional-field.js';
import { IsLine, IsLineList } from '../validation/texts.js';
import {
  ASKED_FOR,
  QUESTION_HINT_MAX_LENGTH,
  QUESTION_KINDS,
  QUESTION_LABEL_MAX_LENGTH,
  QUESTION_OPTION_MAX_LENGTH,
  QUESTION_OPTIONS_MAX,
  QUESTION_SCOPES,
  QUESTIONS_MAX,
  type AskedFor,
  type QuestionKind,
  type QuestionScope,
} from './attendee-limits.js';

/** A question that an event asks its buyers, once their tickets are held. */
export class QuestionFieldsDto {
  /**
   * Id of the question that is kept or changed; left out: a new one.
   * @example "7300000000000000201"
   */
  @OptionalField()
  @IsId()
  id?: string;

  /**
   * What is asked: 1 to 200 characters.
   * @example "What would you like to eat?"
   */
  @IsLine(QUESTION_LABEL_MAX_LENGTH)
  label: string;

  /**
   * What helps to answer it.
   * @example "Tell us about allergies as well"
   */
  @OptionalField()
  @IsLine(QUESTION_HINT_MAX_LENGTH, 0)
  hint?: string = '';

  /**
   * How it is answered: in words, with one choice, with several choices, or with a tick.
   * @example "choice"
   */
  @IsIn(QUESTION_KINDS)
  kind: QuestionKind;

  /**
   * What can be chosen; for the two kinds of choices only.
   * @example ["Vegetarian", "With meat"]
   */
  @OptionalField()
  @IsArray()
  @ArrayMaxSize(QUESTION_OPTIONS_MAX)
  @ArrayUnique()
  @IsLineList(QUESTION_OPTION_MAX_LENGTH)
  options?: string[] = [];

  /**
   * Whether it is answered for each ticket, or once for the booking.
   * @example "ticket"
   */
  @IsIn(QUESTION_SCOPES)
  scope: QuestionScope;

  /**
   * Whether tickets can’t be paid for without an answer; a checkbox has to be ticked.
   * @example true
   */
  @OptionalField()
  @IsBoolean()
  required?: boolean = false;

  /**
   * Tiers whose tickets it is asked for; left out or empty: all. Only for questions about tickets.
   * @example []
   */
  @OptionalField()
  @IsArray()
  @ArrayMaxSize(EVENT_TIERS_MAX)
  @ArrayUnique()
  @IsIdList()
  tierIds?: string[] = [];
}

/** Everything that an event asks of attendees. What is left out of the list is asked no more. */
export class ChangeAttendeeFormDto {
  /**
   * Whether each ticket has the name of who comes.
   * @example "required"
   */
  @IsIn(ASKED_FOR)
  names: AskedFor;

  /**
   * Whether each ticket has an email address.
   * @example "optional"
   */
  @IsIn(ASKED_FOR)
  emails: AskedFor;

  /**
   * Until when buyers may change what they said, as the clock at the venue shows it, or with an offset; null or left
   * out: until the event begins.
   * @example "2027-03-12T18:00"
   */
  @NullableField()
  @IsEventTime()
  changesUntil?: string | null = null;

  /** The questions, in the order in which they are asked. */
  @IsArray()
  @ArrayMaxSize(QUESTIONS_MAX)
  @ValidateNested({ each: true })
  @Type(() => QuestionFieldsDto)
  questions: QuestionFieldsDto[];
}

/** A question of an event. */
export class QuestionDto {
  /**
   * 64-bit id, as a decimal string.
   * @example "7300000000000000201"
   */
  id: string;

  /**
   * What is asked.
   * @example "What would you like to eat?"
   */
  label: string;

  /**
   * What helps to answer it.
   * @example "Tell us about allergies as well"
   */
  hint: string;

  /**
   * How it is answered.
   * @example "choice"
   */
  kind: QuestionKind;

  /**
   * What can be chosen.
   * @example ["Vegetarian", "With meat"]
   */
  options: string[];

  /**
   * Whether it is answered for each ticket, or once for the booking.
   * @example "ticket"
   */
  scope: QuestionScope;

  /**
   * Whether it must be answered.
   * @example true
   */
  required: boolean;

  /**
   * Tiers whose tickets it is asked for; empty: all.
   * @example []
   */
  tierIds: string[];

  /**
   * Whether it is asked no more. Answers from before can still be read.
   * @example false
   */
  removed: boolean;
}

/** A question, as the organisation sees it. */
export class OrganiserQuestionDto extends QuestionDto {
  /**
   * Whether somebody has answered it: its kind and scope stay then.
   * @example false
   */
  answered: boolean;
}

/** What an event asks of attendees. */
export class AttendeeFormDto {
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

  /**
   * Until when buyers may change what they said; null: until the event begins.
   * @example "2027-03-12T17:00:00.000Z"
   */
  changesUntil: string | null;

  /** The questions in their order; those that are asked no more but were answered come last. */
  questions: OrganiserQuestionDto[];
}
