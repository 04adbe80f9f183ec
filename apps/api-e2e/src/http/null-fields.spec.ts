import type { ProblemDto } from '@boxoffice/contracts';
import { request } from '@boxoffice/testing';
import { expectNoChange } from '../setup/expect-no-change.ts';
import { expectProblem } from '../setup/expect-problem.ts';
import { describedFields, type Field } from '../hostile-input/described-fields.ts';
import { useSharedApi } from '../setup/use-api.ts';

describe('null is not the same as left out', () => {
  const api = useSharedApi();

  it('a reservation for the event null: 422, and no ticket of event 1 is held', async () => {
    const answer = await expectNoChange(api.sql, () =>
      api.post<ProblemDto>('/booking/reserve', {
        userId: 1,
        eventId: null,
        tickets: [{ tier: 'VIP', quantity: 1 }],
      }),
    );
    const { errors } = expectProblem(answer, 422, 'VALIDATION_FAILED');
    expect(errors?.map(({ field }) => field)).toEqual(['eventId']);
  });

  it('no field of any body takes null, and none is taken for a body', async () => {
    const inBodies = (await describedFields(api)).filter(({ place }) => place === 'body');
    const optional = ['eventId', 'paymentSimulation', 'vipCount', 'userId'];
    const names = inBodies.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(optional));
    const taken: string[] = [];
    // Around all of them: reading every row takes longer than all of these requests.
    await expectNoChange(api.sql, async () => {
      for (const field of inBodies) {
        const answer = await sendNull(field);
        // What has no such user or booking says so before it reads the body.
        if (answer.status < 400) taken.push(field.with(null).field);
      }
    });
    expect(taken).toEqual([]);
  });

  function sendNull(field: Field) {
    const { url, method, headers, body } = field.with(null);
    return request(url, { method, headers, body: JSON.stringify(body) });
  }
});
