import { newSecret } from '../../auth/sessions/secrets.js';
import { openDemoDatabase, type DemoDatabase } from '../../schema/database.fixture.js';
import { OneTimeTokens, type Registration } from './one-time-tokens.js';

const ADA = 'ada@mail.example';
const OWN_TAG = 4_711;

function registration(passwordHash: string, passwordTag: number | null): Registration {
  return { name: 'Ada', email: ADA, emailKey: ADA, passwordHash, passwordTag, language: 'en' };
}

describe('the registrations that a password is compared with', () => {
  const tokens = new OneTimeTokens();
  let database: DemoDatabase;

  beforeEach(async () => {
    database = await openDemoDatabase();
  });

  afterEach(() => database.close());

  const issue = async (passwordHash: string, passwordTag: number | null): Promise<string> => {
    const secret = newSecret();
    const { manager } = database.dataSource;
    await tokens.issueFor(manager, registration(passwordHash, passwordTag), secret);
    return secret.text;
  };

  const strangers = (count: number, tag: string): Promise<unknown> =>
    database.dataSource.query(
      `INSERT INTO one_time_tokens
         (token_hash, purpose, name, email, email_key, password_hash, password_tag, expires_at)
       SELECT sha256(('${tag}' || nth)::bytea), 'verify_email', 'Stranger', $1, $1, nth::text, ${tag},
         now() + interval '1 day' FROM generate_series(1, $2::integer) AS nth`,
      [ADA, count],
    );

  const candidates = async (token: string, ...tags: number[]): Promise<string[]> => {
    const { manager } = database.dataSource;
    const found = await tokens.candidates(manager, { token, emailKey: ADA, tags });
    return found.map(({ passwordHash }) => passwordHash);
  };

  it('are those with its tag and that of the link, however many there are', async () => {
    const token = await issue('of a stranger', 1);
    await issue('of the owner', OWN_TAG);
    await strangers(20_000, `2 + nth % ${OWN_TAG - 2}`);
    expect(await candidates(token, OWN_TAG)).toEqual(['of the owner', 'of a stranger']);
    expect(await candidates(token, OWN_TAG + 1)).toEqual(['of a stranger']);
    expect(await candidates(token, OWN_TAG + 1, OWN_TAG)).toHaveLength(2);
  });

  it('are twenty at the most, those with its tag before all others', async () => {
    const token = await issue('of a stranger', 1);
    await issue('of the owner', OWN_TAG);
    await strangers(30, 'NULL');
    const found = await candidates(token, OWN_TAG);
    expect(found).toHaveLength(20);
    expect(found.slice(0, 2)).toEqual(['of the owner', 'of a stranger']);
    await strangers(30, String(OWN_TAG));
    expect(await candidates(token, OWN_TAG)).toHaveLength(20);
  });

  it('are one for a registration whose link was sent again, and none once a link was used', async () => {
    const token = await issue('of the owner', OWN_TAG);
    await issue('of the owner', OWN_TAG);
    expect(await candidates(token, OWN_TAG)).toEqual(['of the owner']);
    await tokens.redeem(database.dataSource.manager, token);
    expect(await candidates(token, OWN_TAG)).toEqual([]);
    const kept = await database.dataSource.query<unknown[]>(
      'SELECT DISTINCT password_tag FROM one_time_tokens',
    );
    expect(kept).toEqual([{ password_tag: null }]);
  });
});
