import { request } from '@boxoffice/testing';
import { expectNoChange } from '../setup/expect-no-change.ts';
import { expectProblem } from '../setup/expect-problem.ts';
import { useSharedApi } from '../setup/use-api.ts';

describe('broken there: create tickets', () => {
  const api = useSharedApi();

  it.each([
    ['create with gaCount: 1.5: 422, nothing created', { gaCount: 1.5 }],
    ['create with vip 3 and gaCount: 1.5: 422, nothing created', { vipCount: 3, gaCount: 1.5 }],
    ['create with vip 3, ga −5: 422, nothing created', { vipCount: 3, gaCount: -5 }],
    ['create with gaCount: "5": 422, nothing created', { gaCount: '5' }],
    ['all zero counts: 422', { vipCount: 0, frontRowCount: 0, gaCount: 0 }],
    ['no counts: 422', {}],
    ['no body: 422', undefined],
  ])('%s', async (_, body) => {
    const answer = await expectNoChange(api.sql, () => api.post('/tickets/create', body));
    expectProblem(answer, 422, 'VALIDATION_FAILED');
  });

  it.each([
    ['gaCount: 1e12', { gaCount: 1e12 }],
    ['gaCount: 20001', { gaCount: 20_001 }],
    ['more than the limit over all tiers', { vipCount: 10_000, gaCount: 10_001 }],
  ])('create with %s: 422, a stated limit a call, which says so', async (_, body) => {
    const answer = await expectNoChange(api.sql, () => api.post('/tickets/create', body));
    const { detail } = expectProblem(answer, 422, 'VALIDATION_FAILED');
    expect(detail.replaceAll(',', '')).toContain('20000');
    const { status } = await request(`${api.process.url}/health`);
    expect(status).toBe(200);
  });
});
