import { randomUUID } from 'node:crypto';
import { request, type Response } from '@boxoffice/testing';
import { Randomness } from '../setup/randomness.ts';
import { rounds } from '../setup/torture.ts';
import { useApi } from '../setup/use-api.ts';
import { KEYED_POSTS, type PreparedPost } from './keyed-posts.ts';
import { withoutClock } from './without-clock.ts';

const AT_ONCE = 5;

/** After how many answers it is killed at the latest, so that some are always on their way. */
const MOST_ANSWERED = KEYED_POSTS.length * (AT_ONCE - 1);
const random = new Randomness(1);

interface Sent extends PreparedPost {
  readonly name: string;
  readonly status: number;
  readonly key: string;
  readonly answers: Response<unknown>[];
}

describe('an API process that is killed in the middle of requests with keys', () => {
  const api = useApi();

  const send = ({ path, body, key }: Pick<Sent, 'path' | 'body' | 'key'>) =>
    request(api.at(path), { body, headers: { 'idempotency-key': key } });

  async function prepare(): Promise<Sent[]> {
    const sent: Sent[] = [];
    for (const { name, status, prepare: prepareOne } of KEYED_POSTS) {
      sent.push({ ...(await prepareOne(api)), name, status, key: randomUUID(), answers: [] });
    }
    return sent;
  }

  /** Sends everything at once, and kills the process when so many were answered. */
  async function killAfter(answered: number, posts: Sent[]): Promise<void> {
    let left = answered;
    await Promise.all([
      ...posts.flatMap((post) =>
        Array.from({ length: AT_ONCE }, async () => {
          try {
            post.answers.push(await send(post));
          } catch {
            // Nobody answered; that is what the keys are for.
            return;
          }
          left -= 1;
          if (left === 0) await api.process.kill();
        }),
      ),
      ...(answered === 0 ? [api.process.kill()] : []),
    ]);
  }

  it.each(rounds(1).flatMap((round) => (round === 1 ? [0, 1, 8] : [random.below(MOST_ANSWERED)])))(
    'after %i answers: what is sent again has one effect, and the first answer where there was one',
    async (answered) => {
      const posts = await prepare();
      await killAfter(answered, posts);
      await api.restart();
      for (const post of posts) {
        const again = await send(post);
        expect({ name: post.name, status: again.status }).toEqual({
          name: post.name,
          status: post.status,
        });
        for (const { body } of post.answers) {
          expect(withoutClock(again.body)).toEqual(withoutClock(body));
        }
        expect({ name: post.name, effects: await post.effects() }).toEqual({
          name: post.name,
          effects: 1,
        });
      }
    },
  );
});
