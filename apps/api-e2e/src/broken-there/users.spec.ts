import { expectNoChange } from '../setup/expect-no-change.ts';
import { expectProblem } from '../setup/expect-problem.ts';
import { useApi } from '../setup/use-api.ts';

describe('broken there: users', () => {
  const api = useApi();

  it('first POST /users after seeding: 201', async () => {
    const before = await api.sql.rows('SELECT id FROM users');
    expect(before).toHaveLength(5);
    const { status } = await api.post('/users', { name: 'Ada Lovelace' });
    expect(status).toBe(201);
  });

  it.each([
    ['missing', undefined],
    ['empty', ''],
    ['blank', ' \t '],
    ['300 characters', 'x'.repeat(300)],
    ['an object', { first: 'Ada' }],
    ['a number', 7],
    ['a list', ['Ada']],
    ['null', null],
  ])('name %s: 422', async (_, name) => {
    const answer = await expectNoChange(api.sql, () => api.post('/users', { name }));
    const { errors } = expectProblem(answer, 422, 'VALIDATION_FAILED');
    expect(errors?.map(({ field }) => field)).toEqual(['name']);
  });

  it('name of 255 characters: 201', async () => {
    const { status } = await api.post('/users', { name: 'é'.repeat(255) });
    expect(status).toBe(201);
  });
});
