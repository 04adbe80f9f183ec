import { randomUUID } from 'node:crypto';
import { request, type Response, type RunningApi } from '@boxoffice/testing';
import { expectNoChange } from '../setup/expect-no-change.ts';
import { expectProblem } from '../setup/expect-problem.ts';
import { useSharedApi } from '../setup/use-api.ts';
import { KEYED_POSTS, type Post } from './keyed-posts.ts';
import { withoutClock } from './without-clock.ts';

const AT_ONCE = 20;

describe('the same Idempotency-Key again', () => {
  const api = useSharedApi();
  let other: RunningApi;

  beforeAll(async () => {
    other = await api.startAnother();
  });

  afterAll(() => other.stop());

  const send = ({ path, body }: Post, key: string, url = api.process.url) =>
    request(`${url}/api/v1${path}`, { body, headers: { 'idempotency-key': key } });

  function expectOneAnswer(answers: Response<unknown>[], status: number): void {
    for (const answer of answers) {
      expect({ status: answer.status, body: withoutClock(answer.body) }).toEqual({
        status,
        body: withoutClock(answers[0]?.body),
      });
    }
  }

  describe.each(KEYED_POSTS)('$name', ({ prepare, status }) => {
    it('twice in a row: one effect, the same answer', async () => {
      const post = await prepare(api);
      const key = randomUUID();
      const first = await send(post, key);
      const again = await expectNoChange(api.sql, () => send(post, key));
      expectOneAnswer([first, again], status);
      expect(await post.effects()).toBe(1);
    });

    it(`${AT_ONCE} times at once: one effect, one answer`, async () => {
      const post = await prepare(api);
      const key = randomUUID();
      const answers = await Promise.all(Array.from({ length: AT_ONCE }, () => send(post, key)));
      expectOneAnswer(answers, status);
      expect(await post.effects()).toBe(1);
    });

    it('at once through two processes: one effect, one answer', async () => {
      const post = await prepare(api);
      const key = randomUUID();
      const urls = [api.process.url, other.url];
      const answers = await Promise.all(
        Array.from({ length: AT_ONCE }, (_, index) => send(post, key, urls[index % 2])),
      );
      expectOneAnswer(answers, status);
      expect(await post.effects()).toBe(1);
    });

    it('with another request: refused, and nothing changes', async () => {
      const post = await prepare(api);
      const key = randomUUID();
      await send(post, key);
      const refused = await expectNoChange(api.sql, () => send(post.other, key));
      expectProblem(refused, 422, 'IDEMPOTENCY_KEY_REUSED');
      expectOneAnswer([await send(post, key)], status);
    });

    it('with another request at the same moment: one of them is carried out', async () => {
      const post = await prepare(api);
      const key = randomUUID();
      const answers = await Promise.all([send(post, key), send(post.other, key)]);
      expect(answers.map((answer) => answer.status).sort()).toEqual([status, 422]);
      expect(await post.effects()).toBe(answers[0].status === status ? 1 : 0);
    });
  });

  it('sent by two hundred at once, a reservation is made once', async () => {
    const [reserve] = KEYED_POSTS;
    const post = await reserve?.prepare(api);
    if (!post) throw new Error('Reservations are the first.');
    const key = randomUUID();
    expectOneAnswer(await Promise.all(Array.from({ length: 200 }, () => send(post, key))), 200);
    expect(await post.effects()).toBe(1);
  });
});
