import { saleState } from './sale-state';

const at = (moment: string): number => Date.parse(moment);

describe('the sale', () => {
  const event = {
    state: 'published',
    saleStartsAt: '2027-01-01T09:00:00.000Z',
    saleEndsAt: '2027-06-12T18:30:00.000Z',
  } as const;

  it('begins and ends at its moments', () => {
    expect(saleState(event, at('2027-01-01T08:59:59.999Z'))).toBe('not-begun');
    expect(saleState(event, at('2027-01-01T09:00:00.000Z'))).toBe('open');
    expect(saleState(event, at('2027-06-12T18:30:00.000Z'))).toBe('over');
  });

  it('stops while it is paused, and for good once it is cancelled or over', () => {
    const now = at('2027-02-01T09:00:00.000Z');
    expect(saleState({ ...event, state: 'paused' }, now)).toBe('paused');
    expect(saleState({ ...event, state: 'cancelled' }, now)).toBe('cancelled');
    expect(saleState({ ...event, state: 'paused' }, at(event.saleEndsAt))).toBe('over');
    expect(saleState({ ...event, state: 'ended' }, now)).toBe('over');
  });

  it('is open for ever without them', () => {
    expect(
      saleState(
        { state: 'published', saleStartsAt: null, saleEndsAt: null },
        at('2099-01-01T00:00:00.000Z'),
      ),
    ).toBe('open');
  });
});
