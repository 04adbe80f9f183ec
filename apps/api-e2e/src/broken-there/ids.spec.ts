import { expectProblem } from '../setup/expect-problem.ts';
import { useSharedApi } from '../setup/use-api.ts';

const NO_IDS = ['abc', '1abc', '0', '-1', '1.5', '01', '+1', '1e3', '0x1', '%31%20', '%00', 'NaN'];
const OUT_OF_RANGE = ['9223372036854775808', '99999999999999999999', '1'.repeat(400)];

describe('broken there: ids in addresses', () => {
  const api = useSharedApi();

  describe.each(['/tickets', '/users', '/events', '/booking', '/booking/user'])('%s', (path) => {
    it.each(NO_IDS)(`${path}/%s: 400, never SQL text, and never row 1`, async (id) => {
      expectProblem(await api.get(`${path}/${id}`), 400, 'INVALID_ID');
    });

    it.each(OUT_OF_RANGE)(`${path}/ id out of range, %s: 400/404, never SQL text`, async (id) => {
      const answer = await api.get<{ code: 'INVALID_ID' }>(`${path}/${id}`);
      expect([400, 404]).toContain(answer.status);
      expectProblem(answer, answer.status, answer.body.code);
    });

    it(`${path}/ the largest id: 404`, async () => {
      const { status } = await api.get(`${path}/9223372036854775807`);
      expect(status).toBe(404);
    });
  });
});
