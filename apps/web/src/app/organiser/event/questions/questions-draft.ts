import type {
  AttendeeFormDto,
  ChangeAttendeeFormDto,
  OrganiserQuestionDto,
  QuestionDto,
} from '@boxoffice/contracts';
import { localTimeIn } from '../../local-time';

/** A question while it is written. */
export interface QuestionDraft {
  /** Empty: a new one. */
  id: string;
  label: string;
  hint: string;
  kind: string;
  /** One a line. */
  options: string;
  scope: string;
  required: boolean;
  /** For each tier of the event whether it is asked for its tickets; all: for every ticket. */
  tiers: { tierId: string; isOn: boolean }[];
  /** Whether it was answered: its kind and scope stay then. */
  answered: boolean;
}

/** Everything that an event asks, while it is written. */
export interface QuestionsDraft {
  names: string;
  emails: string;
  changesUntil: string;
  questions: QuestionDraft[];
}

interface Tier {
  id: string;
}

export const NO_QUESTIONS: QuestionsDraft = {
  names: 'no',
  emails: 'no',
  changesUntil: '',
  questions: [],
};

export function newQuestion(tiers: readonly Tier[]): QuestionDraft {
  return {
    id: '',
    label: '',
    hint: '',
    kind: 'text',
    options: '',
    scope: 'ticket',
    required: false,
    tiers: tiers.map(({ id }) => ({ tierId: id, isOn: true })),
    answered: false,
  };
}

/** What an event asks, ready to be changed. */
export function draftOf(
  form: AttendeeFormDto,
  tiers: readonly Tier[],
  timeZone: string,
): QuestionsDraft {
  return {
    names: form.names,
    emails: form.emails,
    changesUntil: localTimeIn(form.changesUntil, timeZone),
    questions: form.questions
      .filter(({ removed }) => !removed)
      .map((one) => questionOf(one, tiers)),
  };
}

function questionOf(question: OrganiserQuestionDto, tiers: readonly Tier[]): QuestionDraft {
  const { id, label, hint, kind, options, scope, required, tierIds, answered } = question;
  return {
    ...{ id, label, hint, kind, scope, required, answered },
    options: options.join('\n'),
    tiers: tiers.map((tier) => ({
      tierId: tier.id,
      isOn: tierIds.length === 0 || tierIds.includes(tier.id),
    })),
  };
}

export function optionsIn(text: string): string[] {
  const lines = text.split('\n').map((line) => line.trim());
  return [...new Set(lines.filter((line) => line !== ''))];
}

export function isChoice(kind: string): boolean {
  return kind === 'choice' || kind === 'choices';
}

function tierIdsOf({ scope, tiers }: QuestionDraft): string[] {
  const asked = tiers.filter(({ isOn }) => isOn);
  return scope === 'booking' || asked.length === tiers.length
    ? []
    : asked.map(({ tierId }) => tierId);
}

/** What is sent. */
export function formDto({
  names,
  emails,
  changesUntil,
  questions,
}: QuestionsDraft): ChangeAttendeeFormDto {
  return {
    names: names as 'no',
    emails: emails as 'no',
    changesUntil: changesUntil === '' ? null : changesUntil,
    questions: questions.map((question) => ({
      ...(question.id !== '' && { id: question.id }),
      label: question.label.trim(),
      hint: question.hint.trim(),
      kind: question.kind as 'text',
      options: isChoice(question.kind) ? optionsIn(question.options) : [],
      scope: question.scope as 'ticket',
      required: question.required,
      tierIds: tierIdsOf(question),
    })),
  };
}

/** The questions as buyers would be asked them, for the preview. */
export function previewed(draft: QuestionsDraft): QuestionDto[] {
  return formDto(draft).questions.map((question, index) => ({
    id: question.id ?? `new-${index}`,
    label: question.label || '…',
    hint: question.hint ?? '',
    kind: question.kind,
    options: question.options ?? [],
    scope: question.scope,
    required: question.required ?? false,
    tierIds: question.tierIds ?? [],
    removed: false,
  }));
}
