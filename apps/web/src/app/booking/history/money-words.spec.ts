import type { DisputeDto, PaymentDto, RefundDto } from '@boxoffice/contracts';
import { moneyLines } from './money-words';

const payment = (change: Partial<PaymentDto>): PaymentDto => ({
  id: '1',
  provider: 'stripe',
  status: 'captured',
  amountMinor: 5_600,
  currency: 'EUR',
  refundedMinor: 0,
  disputedMinor: 0,
  declineCode: null,
  refunds: [],
  disputes: [],
  createdAt: '2027-03-01T18:00:00.000Z',
  ...change,
});

const refund = (change: Partial<RefundDto>): RefundDto => ({
  id: '2',
  amountMinor: 5_600,
  status: 'succeeded',
  reason: 'late',
  note: '',
  ticketIds: [],
  createdAt: '2027-03-01T18:01:00.000Z',
  ...change,
});

describe('what is told of the money of a booking', () => {
  it('names how it was paid, and nothing that came to nothing', () => {
    const lines = moneyLines([
      payment({ id: '1', status: 'cancelled' }),
      payment({ id: '2', status: 'open', declineCode: 'declined' }),
      payment({ id: '3', provider: 'none', amountMinor: 0 }),
      payment({ id: '4', provider: 'paypal' }),
      payment({ id: '5', status: 'processing' }),
    ]);
    expect(lines.map(({ heading }) => heading)).toEqual([
      'Paid €56 with PayPal',
      'Your payment of €56 is on its way',
    ]);
  });

  it('says why money goes back, and whether it has', () => {
    const [paid, back] = moneyLines([payment({ status: 'returned', refunds: [refund({})] })]);
    expect(paid?.heading).toBe('Your payment of €56 couldn’t be used');
    expect(back?.heading).toBe('€56 went back to you');
    expect(back?.text).toContain('arrived after your hold had ended');
    const reasons = (['surplus', 'cancelled', 'event_cancelled', 'requested'] as const).map(
      (reason) =>
        moneyLines([payment({ refunds: [refund({ reason, status: 'processing' })] })])[1]?.text,
    );
    expect(new Set(reasons).size).toBe(4);
    const [, failed] = moneyLines([payment({ refunds: [refund({ status: 'failed' })] })]);
    expect(failed).toMatchObject({ icon: 'alert', heading: '€56 goes back to you' });
  });

  it('says that a buyer has disputed a payment, and how that ended', () => {
    const dispute = (status: DisputeDto['status']): string | undefined => {
      const at = '2027-03-01T18:00:00.000Z';
      const one = { id: '9', amountMinor: 5_600, status, createdAt: at, endedAt: null };
      return moneyLines([payment({ disputes: [one] })])[1]?.heading;
    };
    expect([dispute('open'), dispute('won'), dispute('lost')]).toEqual([
      'You’ve disputed €56',
      'Your dispute of €56 was declined',
      'Your dispute of €56 was accepted',
    ]);
  });
});
