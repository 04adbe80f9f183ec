import { saleState } from './sale-state';

describe('the sale', () => {
  const event = {
    saleStartsAt: '2027-01-01T09:00:00.000Z',
    saleEndsAt: '2027-06-12T18:30:00.000Z',
  };

  it('begins and ends at its moments', () => {
    expect(saleState(event, '2027-01-01T08:59:59.999Z')).toBe('not-begun');
    expect(saleState(event, '2027-01-01T09:00:00.000Z')).toBe('open');
    expect(saleState(event, '2027-06-12T18:30:00.000Z')).toBe('over');
  });

  it('is open for ever without them', () => {
    expect(saleState({ saleStartsAt: null, saleEndsAt: null }, '2099-01-01T00:00:00.000Z')).toBe(
      'open',
    );
  });
});
