import type { ApiIndexDto } from '@boxoffice/contracts';
import { request } from '@boxoffice/testing';
import { signIn } from '../accounts/people.ts';
import { expectNothingFromInside } from '../setup/expect-problem.ts';
import { useApi } from '../setup/use-api.ts';
import {
  describedFields,
  EXAMPLE_ID,
  type Field,
  type HostileRequest,
} from './described-fields.ts';

/** What stands in a field instead of what is described. */
const VALUES: readonly (readonly [string, unknown])[] = [
  ['SQL that ends a text', `x'); DROP TABLE users; --`],
  ['SQL that is always true', `1' OR '1'='1`],
  ['SQL that waits', '1; DO $$ BEGIN PERFORM pg_sleep(60); END $$'],
  ['HTML', `<script>alert(1)</script><img src=x onerror=alert(1)>`],
  ['a template', '{{7*7}}${7*7}<%= 7*7 %>#{7*7}'],
  ['a zero byte', 'a\u0000b'],
  ['a header', 'a\r\nSet-Cookie: x=y\r\n\r\n<html>'],
  ['half a character', '\ud800'],
  ['a path', '../../../../etc/passwd'],
  ['nothing', ''],
  ['null', null],
  ['a list', ['a', 'b']],
  ['an operator', { $ne: null }],
  ['a number without end', 1e308],
  ['a long text', 'x'.repeat(5_000)],
  ['a text of the largest body', 'x'.repeat(100 * 1024 - 2_000)],
  ['a text beyond the largest body', 'x'.repeat(200 * 1024)],
  ['a long list', Array(18_000).fill('x')],
  ['a deep list', JSON.parse(`${'['.repeat(2_000)}${']'.repeat(2_000)}`)],
];

/** What `fetch` does not send as a header: it is refused before it gets to anybody. */
const NO_HEADER = /[^\x20-\x7e]/;
/** What no address can carry: half a character has no bytes. */
const NO_ADDRESS = /[\ud800-\udfff]/;
/** Longest that is tried outside of a body; what is longer is about the whole request, see `headers/`. */
const OUTSIDE_LENGTH_MAX = 6_000;

function canBeSent({ place }: Field, value: unknown): boolean {
  if (place === 'body') return true;
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  if (text.length > OUTSIDE_LENGTH_MAX) return false;
  return place === 'header' ? !NO_HEADER.test(text) : !NO_ADDRESS.test(text);
}

describe('in every field that is described', () => {
  const api = useApi({ DEMO_IDENTITY: 'off', DEMO_DATA: 'on' });
  let fields: Field[];
  let authorization: string;

  beforeAll(async () => {
    // Who signs out everywhere is nobody in what follows; its one field is that of all others.
    const all = await describedFields(api);
    fields = all.filter((field) => !field.with('').url.endsWith('/sign-out-everywhere'));
    // Whom the requests with one strange field may change, for what else they say is right.
    await api.sql.execute(`INSERT INTO users (id, name) VALUES ($1, 'Example')`, [EXAMPLE_ID]);
    const { demoUsers } = (await api.get<ApiIndexDto>('')).body;
    const admin = demoUsers.find(({ role }) => role === 'admin');
    if (admin === undefined) throw new Error('There is no admin.');
    ({ authorization } = (await signIn(api, admin)).headers);
  });

  /** What no text may change, whoever is tricked by it. */
  const untouched = () =>
    api.sql.row(
      `SELECT
         (SELECT count(*)::integer FROM information_schema.tables WHERE table_schema = 'public') AS tables,
         (SELECT jsonb_agg(jsonb_build_array(id, role, disabled_at, password_hash) ORDER BY id)
          FROM users WHERE id <= 5) AS users,
         (SELECT jsonb_agg(to_jsonb(tier) ORDER BY id) FROM tiers AS tier) AS tiers,
         (SELECT jsonb_agg(jsonb_build_array(id, name) ORDER BY id) FROM events) AS events,
         (SELECT count(*)::integer FROM payments) AS payments`,
    );

  it('there are fields of every kind', () => {
    const places = new Set(fields.map(({ place }) => place));
    expect([...places].sort()).toEqual(['body', 'header', 'path', 'query']);
    expect(fields.length).toBeGreaterThan(60);
  });

  it.each(VALUES)('%s does no harm', async (_, value) => {
    const before = await untouched();
    const harmed: string[] = [];
    for (const field of fields.filter((one) => canBeSent(one, value))) {
      harmed.push(...(await harmOf(field.with(value))));
    }
    expect(harmed).toEqual([]);
    expect(await untouched()).toEqual(before);
  });

  /** What is wrong with the answer; all of it is told at once. */
  async function harmOf(hostile: HostileRequest): Promise<string[]> {
    const { field, url, method, headers, body } = hostile;
    const answer = await request(url, {
      method,
      body: method === 'GET' ? undefined : JSON.stringify(body),
      headers: { ...headers, authorization },
    });
    expectNothingFromInside(answer);
    const type = answer.headers['content-type'] ?? '';
    const harm: string[] = [];
    if (answer.status >= 500) harm.push(`${field}: ${answer.status}`);
    // Whatever comes back of it is no page, and no header of somebody's making.
    if (!/^application\/(problem\+)?json/.test(type)) harm.push(`${field}: is ${type}`);
    if (answer.headers['set-cookie']?.includes('x=y')) harm.push(`${field}: sets a cookie`);
    return harm;
  }
});
