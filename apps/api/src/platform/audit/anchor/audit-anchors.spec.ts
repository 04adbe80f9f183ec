import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readAnchors } from '@boxoffice/testing';
import { jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import type pg from 'pg';
import { SystemClock } from '../../clock/clock.js';
import { DEMO_TOKEN_KEYS } from '../../config/account-settings.js';
import { Settings } from '../../config/settings.js';
import { openDemoDatabase, type DemoDatabase } from '../../../schema/database.fixture.js';
import { AuditTrail } from '../audit-trail.js';
import { connectAsOwner, entryAbout, sealEntries, verify } from '../audit.fixture.js';
import { AuditAnchors } from './audit-anchors.js';

describe('anchors of the audit', () => {
  let database: DemoDatabase;
  let owner: pg.Client;
  let folder: string;
  let file: string;
  let anchors: AuditAnchors;
  let logged: jest.Spied<Logger['log']>;
  let errors: jest.Spied<Logger['error']>;

  beforeEach(async () => {
    database = await openDemoDatabase();
    owner = await connectAsOwner(database.url);
    folder = await mkdtemp(join(tmpdir(), 'anchors-'));
    file = join(folder, 'anchors');
    anchors = anchorsIn(file);
    logged = jest.spyOn(Logger.prototype, 'log').mockReturnValue();
    errors = jest.spyOn(Logger.prototype, 'error').mockReturnValue();
  });

  afterEach(async () => {
    jest.restoreAllMocks();
    await owner.end();
    await database.close();
    await rm(folder, { recursive: true });
  });

  function anchorsIn(AUDIT_ANCHOR_FILE?: string): AuditAnchors {
    const settings = Object.assign(new Settings(), { AUDIT_ANCHOR_FILE });
    return new AuditAnchors(database.dataSource, new SystemClock(), settings);
  }

  async function recordAndSeal(...bookingIds: string[]): Promise<void> {
    const entries = bookingIds.map((id) => entryAbout(id));
    await new AuditTrail().record(database.dataSource.manager, entries);
    await sealEntries(database.dataSource, entries.length);
  }

  const readFileOfAnchors = async (): Promise<ReturnType<typeof readAnchors>> =>
    readAnchors(await readFile(file, 'utf8'), DEMO_TOKEN_KEYS);

  /** With every right: another past, and a chain that fits it. */
  async function rewriteAll(entries: number): Promise<void> {
    await owner.query(`
      ALTER TABLE audit_entries DISABLE TRIGGER audit_entries_only_added_to;
      ALTER TABLE audit_chain DISABLE TRIGGER audit_chain_only_added_to;
      DELETE FROM audit_chain;
      UPDATE audit_entries SET actor_id = 2 WHERE subject_id = 1;
      ALTER TABLE audit_entries ENABLE ALWAYS TRIGGER audit_entries_only_added_to;
      ALTER TABLE audit_chain ENABLE ALWAYS TRIGGER audit_chain_only_added_to`);
    await sealEntries(database.dataSource, entries);
  }

  it('say where the chain ends, in the log and signed in a file, when it has grown', async () => {
    await anchors.write();
    expect(logged).not.toHaveBeenCalled();
    await recordAndSeal('1', '2');
    await anchors.write();
    const { head: first } = await verify(owner);
    await anchors.write();
    await recordAndSeal('3');
    await anchors.beforeApplicationShutdown();
    const { head: second } = await verify(owner);
    expect(await readFileOfAnchors()).toEqual({ anchors: [first, second], faults: [] });
    expect(logged.mock.calls.flat()).toEqual([
      `The audit ends at 2:${first?.hash}`,
      `The audit ends at 3:${second?.hash}`,
    ]);
    const { anchors: known } = await readFileOfAnchors();
    expect((await verify(owner, { anchors: known })).faults).toEqual([]);
  });

  it('show that the audit was rewritten, and hashed anew as a whole', async () => {
    await recordAndSeal('1', '2');
    await anchors.write();
    await recordAndSeal('3');
    await rewriteAll(3);
    // By itself, it is whole.
    expect(await verify(owner)).toMatchObject({ sealed: 3, faults: [] });
    const { anchors: known } = await readFileOfAnchors();
    expect((await verify(owner, { anchors: known })).faults).toEqual([
      expect.stringMatching(/^The chain does not pass through 2:[0-9a-f]{64}: it was written anew/),
    ]);
    // And the process that wrote the anchor notices by itself.
    await anchors.write();
    expect(errors.mock.calls.flat()).toEqual([
      expect.stringMatching(/^The audit no longer passes through 2:[0-9a-f]{64}/),
    ]);
  });

  it('are lines of the log alone where no file is set', async () => {
    await recordAndSeal('1');
    await anchorsIn().write();
    expect(logged.mock.calls.flat()).toEqual([
      expect.stringMatching(/^The audit ends at 1:[0-9a-f]{64}$/),
    ]);
  });

  it('count only as they were signed', async () => {
    await recordAndSeal('1');
    await anchors.write();
    const line = await readFile(file, 'utf8');
    const other = `1:${'0'.repeat(64)}`;
    await writeFile(
      file,
      [
        line.replace(/1:[0-9a-f]{64}/, other),
        line.replace(' demo ', ' another '),
        'banana\n',
        line,
      ].join(''),
    );
    const { anchors: known, faults } = await readFileOfAnchors();
    expect(known).toHaveLength(1);
    expect(faults).toEqual([
      'Line 1 of the anchors has not been signed so: it was altered.',
      'Line 2 of the anchors is signed by the key another, which is not in TOKEN_KEYS.',
      'Line 3 of the anchors is no anchor: it was altered.',
    ]);
    expect(() => readAnchors('', DEMO_TOKEN_KEYS)).toThrow('The file of anchors has none.');
  });
});
