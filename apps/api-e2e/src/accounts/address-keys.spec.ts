import type { AccountDataDto, Envelope, SignInDto } from '@boxoffice/contracts';
import { expectNoChange } from '../setup/expect-no-change.ts';
import { expectProblem } from '../setup/expect-problem.ts';
import { useApi } from '../setup/use-api.ts';
import { mailTo } from './mailbox.ts';
import { registered, signIn, stranger } from './people.ts';

const KELVIN = '\u212aim@mail.example';

describe('an address', () => {
  const api = useApi({ DEMO_IDENTITY: 'off', ADMIN_EMAILS: 'kim@mail.example' });

  it('that only looks like another one is refused everywhere, and changes nothing', async () => {
    const kim = await registered(api, { ...stranger(), email: 'kim@mail.example' });
    await expectNoChange(api.sql, async () => {
      for (const [path, body] of [
        ['/auth/register', { ...stranger(), email: KELVIN }],
        ['/auth/guest', { name: 'Kim', email: KELVIN }],
        ['/auth/sign-in', { ...kim, email: KELVIN }],
        ['/auth/forgot-password', { email: KELVIN }],
        ['/auth/resend-verification', { email: KELVIN }],
      ] as const) {
        expectProblem(await api.post(path, body), 422, 'VALIDATION_FAILED');
      }
    });
    expect((await signIn(api, kim)).account.role).toBe('admin');
  });

  it.each([
    ['its domain in letters and in ASCII', 'info@bücher.example', 'INFO@xn--bcher-kva.example'],
    [
      'its domain in ASCII and in letters',
      'shop@xn--bcher-kva.example',
      'shop@Bu\u0308cher.example',
    ],
    ['composed and decomposed letters', 'ren\u00e9@mail.example', 'RENE\u0301@mail.example'],
  ])('is one with %s', async (_, typed, typedAgain) => {
    const person = await registered(api, { ...stranger(), email: typed });
    const { id } = await signIn(api, person);
    expect((await signIn(api, { ...person, email: typedAgain })).id).toBe(id);
    await api.post('/auth/register', { ...stranger(), email: typedAgain });
    await mailTo(api, typed, 'already-registered');
  });

  it('with decomposed letters is told of its mails, which go when the account goes', async () => {
    const person = { ...stranger(), email: 'zoe\u0308@mail.example' };
    await registered(api, person);
    const { headers, id } = await signIn(api, person);
    const { body } = await api.get<Envelope<AccountDataDto>>('/account/data', { headers });
    expect(body.data.data.mails).toMatchObject([{ template: 'verify-email' }]);
    await api.post('/auth/guest', { name: 'Zoe', email: person.email });
    const erased = await api.post('/account/erase', { password: person.password }, { headers });
    expect(erased.status).toBe(200);
    const left = await api.sql.rows(
      `SELECT id FROM mails WHERE to_address = 'zo\u00eb@mail.example'`,
    );
    expect(left).toEqual([]);
    expect(await api.sql.row('SELECT email FROM users WHERE id = $1', [id])).toEqual({
      email: null,
    });
  });

  it('is mailed as it is compared', async () => {
    const email = 'Anne@B\u00fccher.example';
    const answer = await api.post<Envelope<SignInDto>>('/auth/guest', { name: 'Anne', email });
    expect(answer.body.data.user.email).toBe(email);
    await api.post('/auth/register', { ...stranger(), email });
    await mailTo(api, email, 'verify-email');
    expect(
      await api.sql.rows(`SELECT to_address FROM mails WHERE to_address ILIKE 'anne@%'`),
    ).toEqual([{ to_address: 'anne@xn--bcher-kva.example' }]);
  });
});
