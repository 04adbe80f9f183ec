import type { BookingDto, Envelope } from '@boxoffice/contracts';
import { ageHolds, statusOfBooking, untilExpired } from '../setup/age-holds.ts';
import { hold } from '../setup/buy.ts';
import { expectProblem } from '../setup/expect-problem.ts';
import { addUser, openSale } from '../setup/open-sale.ts';
import { stockOf } from '../setup/stock.ts';
import { useApi } from '../setup/use-api.ts';

describe('broken there: holds that are over', () => {
  describe('with the sweep as it runs', () => {
    const api = useApi();

    it('a hold aged one day: expires, and its tickets are back on sale', async () => {
      const sale = await openSale(api.sql, { VIP: 2 });
      const { bookingId } = await hold(api, sale, '1', 'VIP', 2);
      await ageHolds(api.sql, [bookingId]);
      await untilExpired(api.sql, bookingId);
      const { body } = await api.get<Envelope<BookingDto>>(`/booking/${bookingId}`);
      expect(body.data).toMatchObject({ status: 'expired', tickets: [], ticketCount: 2 });
      expect((await stockOf(api.sql, sale.eventId))[0]).toMatchObject({ available: 2, pending: 0 });
      await hold(api, sale, '2', 'VIP', 2);
    });

    it('confirm after expiry: a clear error, nothing charged', async () => {
      const sale = await openSale(api.sql, { VIP: 1 });
      const userId = await addUser(api.sql);
      const { bookingId, ticketIds } = await hold(api, sale, userId, 'VIP');
      await ageHolds(api.sql, [bookingId]);
      await untilExpired(api.sql, bookingId);
      const answer = await api.post('/booking/confirm', { userId, ticketIds });
      const { detail } = expectProblem(answer, 409, 'HOLD_EXPIRED');
      expect(detail).toContain('nothing was charged');
      expect(await api.sql.rows('SELECT id FROM payments')).toEqual([]);
    });

    it('confirm after expiry: is refused too where somebody else holds the ticket by now', async () => {
      const sale = await openSale(api.sql, { VIP: 1 });
      const userId = await addUser(api.sql);
      const { bookingId, ticketIds } = await hold(api, sale, userId, 'VIP');
      await ageHolds(api.sql, [bookingId]);
      await untilExpired(api.sql, bookingId);
      const next = await hold(api, sale, await addUser(api.sql), 'VIP');
      expect(next.ticketIds).toEqual(ticketIds);
      const answer = await api.post('/booking/confirm', { userId, ticketIds });
      expectProblem(answer, 403, 'TICKETS_OF_ANOTHER_USER');
      expect(await statusOfBooking(api.sql, next.bookingId)).toBe('pending');
    });
  });

  describe('with a sweep that has not come round yet', () => {
    const api = useApi({ EXPIRY_SWEEP_INTERVAL_MS: '60000' });

    it('confirm after expiry: is refused before the sweep has run, nothing charged', async () => {
      const sale = await openSale(api.sql, { VIP: 1 });
      const userId = await addUser(api.sql);
      const { bookingId, ticketIds } = await hold(api, sale, userId, 'VIP');
      await ageHolds(api.sql, [bookingId]);
      expect(await statusOfBooking(api.sql, bookingId)).toBe('pending');
      const answer = await api.post('/booking/confirm', { userId, ticketIds });
      expectProblem(answer, 409, 'HOLD_EXPIRED');
      expect(await api.sql.rows('SELECT id FROM payments')).toEqual([]);
      // The invariants ask that the hold ends: another process with a quicker sweep does it.
      const sweeper = await api.startAnother({ EXPIRY_SWEEP_INTERVAL_MS: '50' });
      await untilExpired(api.sql, bookingId);
      await sweeper.stop();
    });
  });
});
