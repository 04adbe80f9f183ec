import type pg from 'pg';
import { openDemoDatabase, type DemoDatabase } from '../../../schema/database.fixture.js';
import { AuditTrail } from '../audit-trail.js';
import { connectAsOwner, entryAbout, sealEntries, sealOf, verify } from '../audit.fixture.js';
import { SEALED_AT_ONCE, YIELDS_SECONDS, type AuditSeal } from './audit-seal.js';

/** Entries that were brought by a restore, and what a run that does not look through them reads. */
const MANY = 5_000;
const FEW = 50;

describe('sealing', () => {
  let database: DemoDatabase;
  let owner: pg.Client;
  let seal: AuditSeal;
  const trail = new AuditTrail();

  beforeEach(async () => {
    database = await openDemoDatabase();
    owner = await connectAsOwner(database.url);
    seal = sealOf(database.dataSource);
  });

  afterEach(async () => {
    await owner.end();
    await database.close();
  });

  const record = (...bookingIds: string[]): Promise<void> =>
    trail.record(
      database.dataSource.manager,
      bookingIds.map((id) => entryAbout(id)),
    );

  /** Which bookings the chain is about, in its order. */
  const chained = async (): Promise<string[]> => {
    const { rows } = await owner.query<{ id: string }>(
      'SELECT subject_id AS id FROM audit_chain ORDER BY position',
    );
    return rows.map(({ id }) => id);
  };

  /** How many rows a run of sealing reads, of everything that it looks at. */
  async function rowsReadBySealing(
    told: (sealed: number) => unknown = () => undefined,
  ): Promise<number> {
    await owner.query('BEGIN');
    try {
      const before = await rowsReadHere();
      // The application's connections plan so, too.
      await owner.query(
        'SET LOCAL enable_seqscan = off; SET LOCAL plan_cache_mode = force_generic_plan',
      );
      const { rows } = await owner.query<{ sealed: number }>(
        'SELECT seal_audit_entries($1) AS sealed',
        [SEALED_AT_ONCE],
      );
      told(rows[0]?.sealed ?? 0);
      return (await rowsReadHere()) - before;
    } finally {
      await owner.query('COMMIT');
    }
  }

  /** By this connection, in the transaction that is under way. */
  async function rowsReadHere(): Promise<number> {
    const { rows } = await owner.query<{ read: number }>(
      `SELECT sum(seq_tup_read + coalesce(idx_tup_fetch, 0))::integer AS read
       FROM pg_stat_xact_user_tables WHERE relname LIKE 'audit_%'`,
    );
    return rows[0]?.read ?? 0;
  }

  const sealAll = (entries: number): Promise<void> => sealEntries(database.dataSource, entries);

  it('chains entries in the order in which they were recorded', async () => {
    await record('1', '2');
    await record('3');
    await sealAll(3);
    await record('4');
    await sealAll(1);
    expect(await chained()).toEqual(['1', '2', '3', '4']);
    expect(await seal.seal()).toBe(0);
    const { sealed, faults } = await verify(owner);
    expect({ sealed, faults }).toEqual({ sealed: 4, faults: [] });
  });

  it('yields to those who buy until what was sealed last has waited too long', async () => {
    expect(await seal.isFarBehind()).toBe(false);
    await record('1');
    await sealAll(1);
    expect(await seal.isFarBehind()).toBe(false);
    await owner.query(
      `INSERT INTO audit_entries (at, action, actor_role, subject_kind, subject_id)
       VALUES (now() - make_interval(secs => $1), 'booking.expired', 'system', 'booking', 2)`,
      [YIELDS_SECONDS + 1],
    );
    await sealAll(1);
    expect(await seal.isFarBehind()).toBe(true);
  });

  it('loses no entry that is committed after others that were recorded later', async () => {
    const late = database.dataSource.createQueryRunner();
    await late.startTransaction();
    await trail.record(late.manager, [entryAbout('1')]);
    await record('2');
    // The first may still be committed or not; so nothing that comes after it is sealed.
    expect(await seal.seal()).toBe(0);
    await late.commitTransaction();
    await late.release();
    await sealAll(2);
    expect(await chained()).toEqual(['1', '2']);
  });

  it('goes on where a recording transaction came to nothing', async () => {
    const lost = database.dataSource.createQueryRunner();
    await lost.startTransaction();
    await trail.record(lost.manager, [entryAbout('1')]);
    await record('2');
    await lost.rollbackTransaction();
    await lost.release();
    await sealAll(1);
    expect(await chained()).toEqual(['2']);
  });

  it('loses nothing and repeats nothing where a sealing process dies in the middle', async () => {
    await record('1', '2');
    const dying = database.dataSource.createQueryRunner();
    await dying.startTransaction();
    let sealed = 0;
    while (sealed < 2) {
      const rows: { sealed: number }[] = await dying.query(
        'SELECT seal_audit_entries(10) AS sealed',
      );
      sealed += rows[0]?.sealed ?? 0;
    }
    await dying.rollbackTransaction();
    await dying.release();
    expect(await chained()).toEqual([]);
    await record('3');
    await sealAll(3);
    expect(await chained()).toEqual(['1', '2', '3']);
    expect((await verify(owner)).faults).toEqual([]);
  });

  it('is done by one at a time, and nobody waits for it', async () => {
    const sealing = database.dataSource.createQueryRunner();
    await sealing.startTransaction();
    await sealing.query('SELECT seal_audit_entries(10)');
    await record('1');
    expect(await seal.seal()).toBe(0);
    await sealing.commitTransaction();
    await sealing.release();
    await sealAll(1);
  });

  it('works off a backlog in bounded steps', async () => {
    const ids = Array.from({ length: SEALED_AT_ONCE + 1 }, (_, index) => String(index + 1));
    await record(...ids);
    let first = 0;
    while (first === 0) first = await seal.seal();
    expect(first).toBe(SEALED_AT_ONCE);
    await sealAll(1);
    expect(await chained()).toEqual(ids);
    expect((await verify(owner)).faults).toEqual([]);
  });

  it('goes on in a database that was restored into a server whose transactions count anew', async () => {
    // As a dump brings them: of transactions that this server has yet to begin.
    await owner.query(`
      INSERT INTO audit_entries (transaction_id, action, actor_role, subject_kind, subject_id)
      VALUES ('9000000000000', 'user.added', 'admin', 'user', 1),
             ('9000000000001', 'user.added', 'admin', 'user', 2)`);
    await sealAll(2);
    await record('3');
    await sealAll(1);
    await record('4', '5');
    await sealAll(2);
    expect(await chained()).toEqual(['1', '2', '3', '4', '5']);
    expect((await verify(owner)).faults).toEqual([]);
  });

  it('reads after such a restore what is new, however much there is', async () => {
    await owner.query(
      `INSERT INTO audit_entries (transaction_id, action, actor_role, subject_kind, subject_id)
       SELECT (9000000000000 + number)::text::xid8, 'user.added', 'admin', 'user', number
       FROM generate_series(1, $1) AS number`,
      [MANY],
    );
    await sealAll(MANY);
    // Looks through all of it, once: now there is nothing to seal, and it is known.
    expect(await rowsReadBySealing()).toBeGreaterThan(MANY);
    expect(await rowsReadBySealing()).toBeLessThan(FEW);
    for (const id of ['1', '2', '3']) {
      await record(id);
      let sealed = 0;
      while (sealed === 0) {
        const read = await rowsReadBySealing((count) => (sealed = count));
        expect(read).toBeLessThan(FEW);
      }
    }
    expect((await chained()).slice(-3)).toEqual(['1', '2', '3']);
    expect((await verify(owner)).faults).toEqual([]);
  });

  it('seals what a backup had not sealed yet, also where it is restored twice', async () => {
    const bring = async (transaction: string, subject: string): Promise<void> => {
      await owner.query(
        `INSERT INTO audit_entries (transaction_id, action, actor_role, subject_kind, subject_id)
         VALUES ($1::text::xid8, 'user.added', 'admin', 'user', $2)`,
        [transaction, subject],
      );
    };
    await bring('9000000000000', '1');
    await sealAll(1);
    await record('2');
    await sealAll(1);
    // Of a transaction behind the last that the other server had sealed.
    await bring('9000000000005', '3');
    await sealAll(1);
    await record('4');
    await sealAll(1);
    // As if all of this came from a server that had gone further than this one.
    await owner.query(`UPDATE audit_restores SET since = '8000000000000'`);
    await bring('7000000000000', '5');
    await sealAll(1);
    await record('6');
    await sealAll(1);
    expect((await chained()).toSorted()).toEqual(['1', '2', '3', '4', '5', '6']);
    expect((await verify(owner)).faults).toEqual([]);
  });
});
