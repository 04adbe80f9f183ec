import { parseAnchor } from '@boxoffice/testing';
import type pg from 'pg';
import { openDemoDatabase, type DemoDatabase } from '../../../schema/database.fixture.js';
import { AuditTrail } from '../audit-trail.js';
import { connectAsOwner, entryAbout, sealEntries, verify } from '../audit.fixture.js';

/** What somebody with every right does to five sealed entries, and what is said of it. */
const TAMPERING: [string, string, RegExp][] = [
  [
    'an altered entry',
    `UPDATE audit_entries SET after = '{"status": "confirmed"}' WHERE subject_id = 3`,
    /^The chain breaks at position 3, entry \d+: the entry is not what was sealed there/,
  ],
  [
    'an entry of somebody else',
    `UPDATE audit_entries SET actor_id = 2 WHERE subject_id = 2`,
    /^The chain breaks at position 2, entry/,
  ],
  [
    'an entry of another time',
    `UPDATE audit_entries SET at = at + interval '1 microsecond' WHERE subject_id = 5`,
    /^The chain breaks at position 5, entry/,
  ],
  [
    'a removed entry',
    `DELETE FROM audit_entries WHERE subject_id = 3`,
    /^The chain breaks at position 3, entry \d+: the entry is not there\. It was removed\.$/,
  ],
  [
    'an entry removed with its place',
    `DELETE FROM audit_entries WHERE subject_id = 3; DELETE FROM audit_chain WHERE subject_id = 3`,
    /^The chain breaks at position 3: there is none, and the next is 4\. Entries were removed\.$/,
  ],
  [
    'an entry removed with its place, the others moved up',
    `DELETE FROM audit_entries WHERE subject_id = 3;
     DELETE FROM audit_chain WHERE subject_id = 3;
     UPDATE audit_chain SET position = position - 1 WHERE position = 4;
     UPDATE audit_chain SET position = position - 1 WHERE position = 5`,
    /^The chain breaks at position 3, entry/,
  ],
  [
    'the first entry removed with its place',
    `DELETE FROM audit_entries WHERE subject_id = 1; DELETE FROM audit_chain WHERE subject_id = 1`,
    /^The chain breaks at position 1: there is none, and the next is 2/,
  ],
  [
    'entries that change places',
    `UPDATE audit_chain SET position = -2 WHERE position = 2;
     UPDATE audit_chain SET position = 2 WHERE position = 4;
     UPDATE audit_chain SET position = 4 WHERE position = -2`,
    /^The chain breaks at position 2, entry/,
  ],
  [
    'an entry put in between',
    `UPDATE audit_chain SET position = 6 WHERE position = 5;
     INSERT INTO audit_entries (transaction_id, id, action, actor_role, subject_kind, subject_id)
       OVERRIDING SYSTEM VALUE VALUES ('1', 900, 'user.added', 'admin', 'user', 9);
     INSERT INTO audit_chain (position, transaction_id, entry_id, hash, at, subject_id, subject_kind, action)
       SELECT 5, transaction_id, id, sha256('guess'), at, subject_id, subject_kind, action
       FROM audit_entries WHERE id = 900`,
    /^The chain breaks at position 5, entry 900/,
  ],
  [
    'an entry put in with a time long ago, past the API',
    `INSERT INTO audit_entries (transaction_id, at, action, actor_role, subject_kind, subject_id)
     VALUES ('1', now() - interval '1 year', 'user.added', 'admin', 'user', 9)`,
    /^An entry is not sealed after more than 600 s \(\d+\): put in past the API, or no API runs\.$/,
  ],
  [
    'an altered hash',
    `UPDATE audit_chain SET hash = sha256('guess') WHERE position = 4`,
    /^The chain breaks at position 4, entry/,
  ],
  [
    'an entry that is hidden from searches',
    `UPDATE audit_chain SET actor_id = 2 WHERE position = 4`,
    /^The chain breaks at position 4, entry \d+: what the chain says of the entry/,
  ],
];

describe('the chain', () => {
  let database: DemoDatabase;
  let owner: pg.Client;

  beforeEach(async () => {
    database = await openDemoDatabase();
    owner = await connectAsOwner(database.url);
    await new AuditTrail().record(
      database.dataSource.manager,
      ['1', '2', '3', '4', '5'].map((id) => entryAbout(id)),
    );
    await sealEntries(database.dataSource, 5);
  });

  afterEach(async () => {
    await owner.end();
    await database.close();
  });

  async function tamper(sql: string): Promise<void> {
    await owner.query(`
      ALTER TABLE audit_entries DISABLE TRIGGER audit_entries_only_added_to;
      ALTER TABLE audit_chain DISABLE TRIGGER audit_chain_only_added_to;
      ${sql};
      ALTER TABLE audit_entries ENABLE ALWAYS TRIGGER audit_entries_only_added_to;
      ALTER TABLE audit_chain ENABLE ALWAYS TRIGGER audit_chain_only_added_to`);
  }

  it('is whole where nobody has touched it', async () => {
    expect(await verify(owner)).toMatchObject({
      sealed: 5,
      head: { position: '5', hash: expect.stringMatching(/^[0-9a-f]{64}$/) },
      faults: [],
    });
  });

  it.each(TAMPERING)('shows %s', async (_what, sql, fault) => {
    await tamper(sql);
    const { faults } = await verify(owner);
    expect(faults).toEqual([expect.stringMatching(fault)]);
  });

  it('shows a cut-off end to whoever knows how far it had come', async () => {
    const { head } = await verify(owner);
    await tamper(
      'DELETE FROM audit_chain WHERE position = 5; DELETE FROM audit_entries WHERE subject_id = 5',
    );
    expect((await verify(owner)).faults).toEqual([]);
    expect((await verify(owner, { anchors: head && [head] })).faults).toEqual([
      'The chain ends before position 5, which it is known to have reached: its end was cut off.',
    ]);
  });

  it('shows that it was written anew to whoever knows what it was', async () => {
    const { head } = await verify(owner);
    await tamper(`
      DELETE FROM audit_chain;
      UPDATE audit_entries SET actor_id = 2 WHERE subject_id = 3`);
    await sealEntries(database.dataSource, 5);
    const anew = await verify(owner);
    expect(anew).toMatchObject({ sealed: 5, faults: [] });
    expect((await verify(owner, { anchors: head && [head] })).faults).toEqual([
      expect.stringMatching(/^The chain does not pass through 5:[0-9a-f]{64}: it was written anew/),
    ]);
  });

  it('is held against an anchor as it is printed, and against nothing else', () => {
    expect(parseAnchor(`5:${'0f'.repeat(32)}`)).toEqual({ position: '5', hash: '0f'.repeat(32) });
    expect(parseAnchor('5:0f')).toBeUndefined();
    expect(parseAnchor(`-1:${'0f'.repeat(32)}`)).toBeUndefined();
  });
});
