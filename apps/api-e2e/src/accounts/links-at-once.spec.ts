import { createHash } from 'node:crypto';
import { until } from '../setup/until.ts';
import { useApi } from '../setup/use-api.ts';
import { mailsTo, mailTo, tokenIn } from './mailbox.ts';
import { registered, signIn, stranger } from './people.ts';

const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest();

/**
 * Whoever uses one link of an address up uses up the others, too. Two of them used at once must not each
 * hold its own and wait for the other's.
 */
describe('several links of one address, used at once', () => {
  const api = useApi({ DEMO_IDENTITY: 'off' }, 1);

  /** Tokens of all mails of a kind to an address, in the order in which they are to be locked. */
  async function tokensOf(email: string, template: string, count: number): Promise<string[]> {
    await mailTo(api, email, template, count);
    const mails = (await mailsTo(api, email)).filter((mail) => mail.template === template);
    return mails.map(tokenIn).sort((a, b) => Buffer.compare(hashOf(a), hashOf(b)));
  }

  const waiting = async (): Promise<number> => {
    const { count } = await api.sql.row<{ count: number }>(
      `SELECT count(*)::integer AS count FROM pg_stat_activity
       WHERE datname = current_database() AND wait_event_type = 'Lock'`,
    );
    return count;
  };

  /**
   * Posts with all tokens at once, and has all of them get as far as they can: the first token is locked
   * by somebody else until each of them waits, the one with that token first.
   *
   * @returns the statuses of the answers
   */
  async function useAll(
    tokens: string[],
    post: (token: string) => Promise<{ status: number }>,
  ): Promise<number[]> {
    const answers: Promise<{ status: number }>[] = [];
    await api.sql.transaction(async (client) => {
      const [first = ''] = tokens;
      await client.query('SELECT FROM one_time_tokens WHERE token_hash = $1 FOR UPDATE', [
        hashOf(first),
      ]);
      for (const token of tokens) {
        answers.push(post(token));
        await until('it waits', async () => (await waiting()) >= answers.length);
      }
    });
    return (await Promise.all(answers)).map(({ status }) => status).sort();
  }

  it('open one account, and no transaction has to be run again', async () => {
    const person = stranger();
    for (let i = 0; i < 4; i += 1) await api.post('/auth/register', person);
    const tokens = await tokensOf(person.email, 'verify-email', 4);
    const { password } = person;
    const statuses = await useAll(tokens, (token) =>
      api.post('/auth/verify-email', { token, password }),
    );
    expect(statuses).toEqual([200, 410, 410, 410]);
    expect(api.process.log()).not.toContain('run again');
    await signIn(api, person);
  });

  it('set one password, and no transaction has to be run again', async () => {
    const { email } = await registered(api);
    for (let i = 0; i < 3; i += 1) await api.post('/auth/forgot-password', { email });
    const tokens = await tokensOf(email, 'reset-password', 3);
    const statuses = await useAll(tokens, (token) =>
      api.post('/auth/reset-password', { token, password: 'seven grey herons on ice' }),
    );
    expect(statuses).toEqual([200, 410, 410]);
    expect(api.process.log()).not.toContain('run again');
  });
});
