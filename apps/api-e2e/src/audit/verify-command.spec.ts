import { spawn } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import type { AuditPageDto, Envelope } from '@boxoffice/contracts';
import { hold } from '../setup/buy.ts';
import { addUser, openSale } from '../setup/open-sale.ts';
import { until } from '../setup/until.ts';
import { useApi } from '../setup/use-api.ts';

const COMMAND = fileURLToPath(new URL('../../../../tools/audit/main.ts', import.meta.url));

/** A key of this test's own, which signs the anchors. */
const TOKEN_KEYS = JSON.stringify({
  keys: [{ kid: 'own', ...generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' }) }],
});

/** Of the demo's users who have rights. */
const BEFORE = 3;

describe('npm run audit:verify', () => {
  const anchors = join(mkdtempSync(join(tmpdir(), 'anchors-')), 'anchors');
  const api = useApi({
    AUDIT_SEAL_INTERVAL_MS: '50',
    AUDIT_ANCHOR_SECONDS: '1',
    AUDIT_ANCHOR_FILE: anchors,
    TOKEN_KEYS,
  });

  async function verify(
    ...args: string[]
  ): Promise<{ code: number | null; stdout: string; stderr: string }> {
    const child = spawn(process.execPath, ['--no-warnings', COMMAND, ...args], {
      env: { PATH: process.env.PATH, DATABASE_URL: api.databaseUrl, TOKEN_KEYS },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const ended = new Promise<number | null>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', resolve);
    });
    const [code, stdout, stderr] = await Promise.all([
      ended,
      text(child.stdout),
      text(child.stderr),
    ]);
    return { code, stdout, stderr };
  }

  it('says that the audit is whole, and where it ends; and at which entry it breaks', async () => {
    const sale = await openSale(api.sql, { GA: 2 });
    const userId = await addUser(api.sql);
    await hold(api, sale, userId);
    await hold(api, sale, userId);
    await until('all are sealed', async () => {
      const { body } = await api.get<Envelope<AuditPageDto>>('/admin/audit');
      return body.data.entries.length === BEFORE + 2;
    });

    const whole = await verify();
    expect(whole).toMatchObject({ code: 0, stderr: '' });
    expect(whole.stdout).toMatch(
      /^The audit is whole: 5 entries in its chain\.\nIts end: 5:\w{64}/,
    );
    const end = /Its end: (\S+)/.exec(whole.stdout)?.[1] ?? '';
    expect(await verify('--expect', end)).toMatchObject({ code: 0 });
    expect(await verify('--expect', `2:${'0'.repeat(64)}`)).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^The chain does not pass through 2:0{64}/),
    });

    // The API writes it down by itself.
    await until('the end is in the file', () => {
      return existsSync(anchors) && readFileSync(anchors, 'utf8').includes(` ${end} own `);
    });
    expect(await verify('--anchors', anchors)).toMatchObject({ code: 0, stderr: '' });

    await api.sql.execute(`
      ALTER TABLE audit_entries DISABLE TRIGGER ALL;
      UPDATE audit_entries SET actor_id = 2 WHERE id = (SELECT min(id) FROM audit_entries);
      ALTER TABLE audit_entries ENABLE ALWAYS TRIGGER audit_entries_only_added_to`);
    expect(await verify()).toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringMatching(/^The chain breaks at position 1, entry \d+: /),
    });
  });

  it('refuses what it does not understand, in one sentence', async () => {
    expect(await verify('--expect', 'banana')).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^--expect must be what an earlier run has printed.*\n$/),
    });
  });
});
