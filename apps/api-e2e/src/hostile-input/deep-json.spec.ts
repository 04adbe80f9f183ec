import type { ProblemDto } from '@boxoffice/contracts';
import { expectNoChange } from '../setup/expect-no-change.ts';
import { expectProblem } from '../setup/expect-problem.ts';
import { useSharedApi } from '../setup/use-api.ts';

/** As deep as the smallest limit of a body allows. */
const DEPTH = 4_000;
const DEEP_LIST = '['.repeat(DEPTH) + ']'.repeat(DEPTH);
const DEEP_OBJECT = '{"a":'.repeat(1_300) + '1' + '}'.repeat(1_300);

describe('JSON nested as deep as a body can be', () => {
  const api = useSharedApi();

  it.each([
    ['a deep list as the body', '/users', DEEP_LIST],
    ['a deep object as the body', '/users', DEEP_OBJECT],
    ['a deep list as a name', '/users', `{"name":${DEEP_LIST}}`],
    ['a deep object as a name', '/users', `{"name":${DEEP_OBJECT}}`],
    ['a deep list as the lines', '/booking/reserve', `{"userId":1,"tickets":${DEEP_LIST}}`],
    ['a deep object as a line', '/booking/reserve', `{"userId":1,"tickets":[${DEEP_OBJECT}]}`],
    ['a deep list as an id', '/booking/reserve', `{"userId":${DEEP_LIST},"tickets":[]}`],
    ['a deep list as ids', '/booking/confirm', `{"userId":1,"ticketIds":${DEEP_LIST}}`],
    ['a deep object in what nobody asked for', '/booking/confirm', `{"x":${DEEP_OBJECT}}`],
  ])('%s: 400 or 422', async (_, path, body) => {
    const answer = await expectNoChange(api.sql, () => api.post<ProblemDto>(path, body));
    expect([400, 422]).toContain(answer.status);
    expectProblem(answer, answer.status, answer.body.code);
  });
});
