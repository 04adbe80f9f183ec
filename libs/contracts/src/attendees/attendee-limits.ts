/** Most questions of one event: more than anybody answers for one ticket while a hold runs. */
export const QUESTIONS_MAX = 20;

/** Most choices of one question: the sizes of a T-shirt, or the dishes of a menu. */
export const QUESTION_OPTIONS_MAX = 30;

/** Longest question, and longest text that explains it. */
export const QUESTION_LABEL_MAX_LENGTH = 200;
export const QUESTION_HINT_MAX_LENGTH = 500;

/** Longest choice. */
export const QUESTION_OPTION_MAX_LENGTH = 100;

/** Longest name of an attendee: it has to fit on a ticket. */
export const ATTENDEE_NAME_MAX_LENGTH = 100;

/** Longest answer in words of one's own. */
export const ANSWER_MAX_LENGTH = 500;

/** Most tickets of which one request writes the attendees. */
export const ATTENDEES_AT_ONCE_MAX = 50;

/** What an attendee is asked for by name or address: not at all, if they like, or always. */
export const ASKED_FOR = ['no', 'optional', 'required'] as const;
export type AskedFor = (typeof ASKED_FOR)[number];

/** How a question is answered: in words, with one choice, with several, or with a tick. */
export const QUESTION_KINDS = ['text', 'choice', 'choices', 'checkbox'] as const;
export type QuestionKind = (typeof QUESTION_KINDS)[number];

/** For whom a question is answered. */
export const QUESTION_SCOPES = ['ticket', 'booking'] as const;
export type QuestionScope = (typeof QUESTION_SCOPES)[number];

/** The answer of a checkbox that is ticked; one that isn't has none. */
export const TICKED = 'yes';
