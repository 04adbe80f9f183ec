import { ORGANISER_ROLES, ProblemCode, type OrganiserRole } from '@boxoffice/contracts';
import { Caller } from '../platform/access/access.js';
import { openDemoDatabase, type DemoDatabase } from '../schema/database.fixture.js';
import { worksForSql } from './members-sql.js';
import { OrganiserAccess, type OrganisersThing } from './organiser-access.js';

const JOHN = '1';
const OLGA = '5';

describe('who may work on what', () => {
  const access = new OrganiserAccess();
  let database: DemoDatabase;

  beforeAll(async () => {
    database = await openDemoDatabase();
    await database.dataSource.query(`
      INSERT INTO organisers (id, name, contact_email, currency, time_zone, language)
      VALUES (2, 'Choir', 'tickets@choir.example', 'EUR', 'Europe/Berlin', 'en')`);
    await database.dataSource.query(`
      INSERT INTO events (id, organiser_id, name, starts_at, time_zone, currency)
      VALUES (2, 2, 'Draft', now(), 'UTC', 'EUR')`);
  });

  afterAll(() => database.close());

  const require = (userId: string | null, thing: OrganisersThing, needed: OrganiserRole) =>
    access.require(
      database.dataSource.manager,
      new Caller(userId, userId === null ? 'admin' : 'customer'),
      thing,
      needed,
    );

  it.each([
    { organiserId: '1' },
    { eventId: '1' },
    { organiserId: '1', eventId: '1' },
  ] satisfies OrganisersThing[])('is a member, up to their role: %j', async (thing) => {
    for (const [index, role] of ORGANISER_ROLES.entries()) {
      await database.dataSource.query(`UPDATE organiser_members SET role = $1 WHERE user_id = $2`, [
        role,
        OLGA,
      ]);
      for (const [neededIndex, needed] of ORGANISER_ROLES.entries()) {
        const asked = require(OLGA, thing, needed);
        if (index <= neededIndex) {
          await expect(asked).resolves.toEqual({ organiserId: '1', role, actsAs: role });
        } else {
          await expect(asked).rejects.toMatchObject({ code: ProblemCode.Forbidden });
        }
      }
    }
  });

  it.each([
    [JOHN, { organiserId: '1' }, ProblemCode.OrganiserNotFound],
    [JOHN, { organiserId: '1', eventId: '1' }, ProblemCode.OrganiserNotFound],
    [JOHN, { eventId: '1' }, ProblemCode.EventNotFound],
    [OLGA, { organiserId: '2' }, ProblemCode.OrganiserNotFound],
    [OLGA, { organiserId: '2', eventId: '2' }, ProblemCode.OrganiserNotFound],
    [OLGA, { organiserId: '1', eventId: '2' }, ProblemCode.EventNotFound],
    [OLGA, { organiserId: '1', eventId: '7' }, ProblemCode.EventNotFound],
    [OLGA, { eventId: '2' }, ProblemCode.EventNotFound],
    [OLGA, { eventId: '7' }, ProblemCode.EventNotFound],
    [null, { organiserId: '7' }, ProblemCode.OrganiserNotFound],
    [null, { eventId: '7' }, ProblemCode.EventNotFound],
    [null, { organiserId: '1', eventId: '2' }, ProblemCode.EventNotFound],
  ] satisfies [string | null, OrganisersThing, ProblemCode][])(
    'is nobody else, for whom it isn’t there: user %s, %j',
    async (userId, thing, code) => {
      await expect(require(userId, thing, 'door')).rejects.toMatchObject({ code });
    },
  );

  it('is an admin, for everything', async () => {
    await expect(require(null, { eventId: '2' }, 'owner')).resolves.toEqual({
      organiserId: '2',
      role: null,
      actsAs: 'owner',
    });
  });

  it('is asked by lists with the same answer', async () => {
    const listed = async (userId: string | null): Promise<string[]> => {
      const rows = await database.dataSource.query<{ id: string }[]>(
        `SELECT id FROM events AS event WHERE ${worksForSql('event.organiser_id', '$1')} ORDER BY id`,
        [userId],
      );
      return rows.map(({ id }) => id);
    };
    expect(await listed(OLGA)).toEqual(['1']);
    expect(await listed(JOHN)).toEqual([]);
    expect(await listed(null)).toEqual(['1', '2']);
  });
});
