import type { BookingAttendeesDto, QuestionDto } from '@boxoffice/contracts';
import { changesOf, draftOf, typedOver, type BookingDraft } from './attendee-draft';

const meal: QuestionDto = {
  id: '1',
  label: 'Meal?',
  hint: '',
  kind: 'choices',
  options: ['Cake', 'Tea'],
  scope: 'ticket',
  required: true,
  tierIds: ['7'],
  removed: false,
};
const note: QuestionDto = Object.assign({}, meal, {
  id: '2',
  kind: 'text',
  options: [],
  scope: 'booking',
  tierIds: [],
});

function asked(fields: Partial<BookingAttendeesDto> = {}): BookingAttendeesDto {
  const nobody = { name: '', email: null, answers: [] };
  return Object.assign(
    {
      bookingId: '9',
      names: 'required',
      emails: 'optional',
      questions: [meal, note],
      attendees: [
        { ticketId: '11', tierId: '7', ...nobody },
        { ticketId: '12', tierId: '8', ...nobody },
      ],
      answers: [],
      missing: [],
      changesUntil: '2097-03-14T18:30:00.000Z',
      changeable: true,
    } as const,
    fields,
  );
}

describe('the draft of attendees', () => {
  const self = { name: 'Ada', email: 'ada@example.org' };
  const renamed = (draft: BookingDraft, name: string): BookingDraft => ({
    ...draft,
    attendees: draft.attendees.map((one, at) => (at === 1 ? { ...one, name } : one)),
  });

  it('begins with the buyer, while nothing was said of any ticket', () => {
    expect(draftOf(asked(), self).attendees).toMatchObject([
      { name: 'Ada', email: 'ada@example.org', answers: [{ questionId: '1' }] },
      { name: '', email: '', answers: [] },
    ]);
    const said = asked();
    said.attendees[1] = { ticketId: '12', tierId: '8', name: 'Grace', email: null, answers: [] };
    expect(draftOf(said, self).attendees[0]).toMatchObject({ name: '', email: '' });
  });

  it('keeps what was chosen before the options changed', () => {
    const said = asked();
    const answers = [{ questionId: '1', values: ['Pie'] }];
    said.attendees[0] = { ticketId: '11', tierId: '7', name: 'Ada', email: null, answers };
    const draft = draftOf(said);
    expect(draft.attendees[0]?.answers[0]?.ticks).toEqual([
      { value: 'Cake', isOn: false },
      { value: 'Tea', isOn: false },
      { value: 'Pie', isOn: true },
    ]);
    const [sent] = changesOf(draft, draftOf(asked()), said);
    expect(sent?.attendees?.[0]?.answers).toEqual(answers);
  });

  it('sends only what has changed, and leaves out what can’t be right yet', () => {
    const saved = draftOf(asked());
    expect(changesOf(saved, saved, asked())).toEqual([]);
    const draft = renamed(saved, ' Grace ');
    const [half] = draft.attendees;
    if (half) half.email = 'ada@';
    expect(changesOf(draft, draftOf(asked()), asked())).toEqual([
      {
        attendees: [
          { ticketId: '11', name: '', email: null, answers: [{ questionId: '1', values: [] }] },
          { ticketId: '12', name: 'Grace', email: null, answers: [] },
        ],
      },
    ]);
  });

  it('keeps what is typed when it is read again', () => {
    const typed = renamed(draftOf(asked()), 'Grace');
    expect(typedOver(draftOf(asked()), typed)).toEqual(typed);
    const fewer = draftOf(asked({ questions: [] }));
    expect(typedOver(fewer, typed).attendees.map(({ name, answers }) => [name, answers])).toEqual([
      ['', []],
      ['Grace', []],
    ]);
  });
});
