import type { Envelope, OrganiserMemberDto, OrganiserRole } from '@boxoffice/contracts';
import { newcomer, type SignedIn } from '../accounts/people.ts';
import { untilWaiting } from '../concurrency/collide.ts';
import { expectNoChange } from '../setup/expect-no-change.ts';
import { expectProblem } from '../setup/expect-problem.ts';
import { rounds } from '../setup/torture.ts';
import { useApi } from '../setup/use-api.ts';
import { founded, makeMember, membersOf, memberOf, type Organisation } from './organisations.ts';

describe('the members of an organisation', () => {
  const api = useApi({ DEMO_IDENTITY: 'off' });

  const at = ({ id }: Organisation, member: { id: string }): string =>
    `/organisers/${id}/members/${member.id}`;

  it('are listed to owners and managers, the owners first', async () => {
    const choir = await founded(api);
    const door = await memberOf(api, choir, 'door');
    const manager = await memberOf(api, choir, 'manager');
    const expected = [choir.owner, manager, door].map(({ id, name, email }, index) => ({
      userId: id,
      name,
      email,
      role: (['owner', 'manager', 'door'] as const)[index],
      createdAt: expect.stringMatching(/Z$/),
    }));
    for (const person of [choir.owner, manager, await newcomer(api, 'admin')]) {
      const { body } = await api.get<Envelope<OrganiserMemberDto[]>>(
        `/organisers/${choir.id}/members`,
        person,
      );
      expect(body.data).toEqual(expected);
    }
    for (const person of [door, await memberOf(api, choir, 'box_office')]) {
      for (const list of ['members', 'invitations']) {
        const answer = await api.get(`/organisers/${choir.id}/${list}`, person);
        expectProblem(answer, 403, 'FORBIDDEN');
      }
    }
  });

  it('are given another role, and may do that at once', async () => {
    const choir = await founded(api);
    const person = await memberOf(api, choir, 'door');
    expectProblem(await api.get(`/organisers/${choir.id}/members`, person), 403, 'FORBIDDEN');
    const { status, body } = await api.patch<Envelope<OrganiserMemberDto>>(
      at(choir, person),
      { role: 'manager' },
      choir.owner,
    );
    expect(status).toBe(200);
    expect(body.data).toMatchObject({ userId: person.id, role: 'manager' });
    expect((await api.get(`/organisers/${choir.id}/members`, person)).status).toBe(200);
  });

  it('are removed, and work for it no more from that moment on', async () => {
    const choir = await founded(api);
    const person = await memberOf(api, choir, 'manager');
    expect((await api.delete(at(choir, person), choir.owner)).status).toBe(200);
    const later = await api.get(`/organisers/${choir.id}`, person);
    expectProblem(later, 404, 'ORGANISER_NOT_FOUND');
    const again = await api.delete(at(choir, person), choir.owner);
    expectProblem(again, 404, 'MEMBER_NOT_FOUND');
  });

  it.each(['manager', 'box_office', 'door'] as const)('may leave: %s', async (role) => {
    const choir = await founded(api);
    const person = await memberOf(api, choir, role);
    expect((await api.delete(at(choir, person), person)).status).toBe(200);
    expect(await membersOf(api, choir.id)).toEqual([{ id: choir.owner.id, role: 'owner' }]);
  });

  it('are managed by managers, but for the owners', async () => {
    const choir = await founded(api);
    const manager = await memberOf(api, choir, 'manager');
    const person = await memberOf(api, choir, 'door');
    expect((await api.patch(at(choir, person), { role: 'manager' }, manager)).status).toBe(200);
    await expectNoChange(api.sql, async () => {
      for (const answer of [
        await api.patch(at(choir, person), { role: 'owner' }, manager),
        await api.patch(at(choir, manager), { role: 'owner' }, manager),
        await api.patch(at(choir, choir.owner), { role: 'door' }, manager),
        await api.delete(at(choir, choir.owner), manager),
        await api.post(
          `/organisers/${choir.id}/invitations`,
          { email: 'friend@example.org', role: 'owner' },
          manager,
        ),
      ]) {
        expectProblem(answer, 403, 'FORBIDDEN');
      }
    });
    expect((await api.delete(at(choir, person), manager)).status).toBe(200);
  });

  it.each(['box_office', 'door'] as const)('change nobody as %s', async (role) => {
    const choir = await founded(api);
    const person = await memberOf(api, choir, role);
    const other = await memberOf(api, choir, 'door');
    await expectNoChange(api.sql, async () => {
      for (const answer of [
        await api.patch(at(choir, other), { role: 'door' }, person),
        await api.patch(at(choir, person), { role: 'manager' }, person),
        await api.delete(at(choir, other), person),
        await api.post(
          `/organisers/${choir.id}/invitations`,
          { email: 'friend@example.org', role: 'door' },
          person,
        ),
        await api.delete(`/organisers/${choir.id}/invitations/1`, person),
      ]) {
        expectProblem(answer, 403, 'FORBIDDEN');
      }
    });
  });

  it('keep an owner, whoever asks', async () => {
    const choir = await founded(api);
    for (const person of [choir.owner, await newcomer(api, 'admin')]) {
      await expectNoChange(api.sql, async () => {
        const left = await api.delete(at(choir, choir.owner), person);
        expectProblem(left, 409, 'LAST_OWNER');
        const demoted = await api.patch(at(choir, choir.owner), { role: 'manager' }, person);
        expectProblem(demoted, 409, 'LAST_OWNER');
      });
    }
    const second = await memberOf(api, choir, 'owner');
    expect((await api.delete(at(choir, choir.owner), choir.owner)).status).toBe(200);
    expectProblem(await api.delete(at(choir, second), second), 409, 'LAST_OWNER');
  });

  it.each([{ role: 'admin' }, { role: null }, { role: ['owner'] }, {}])(
    'take no role that is none: %j',
    async (body) => {
      const choir = await founded(api);
      const person = await memberOf(api, choir, 'door');
      await expectNoChange(api.sql, async () => {
        const answer = await api.patch(at(choir, person), body, choir.owner);
        expectProblem(answer, 422, 'VALIDATION_FAILED');
      });
    },
  );

  it.each(['0', 'x', '9223372036854775808', '-1'])('have ids: %s is none', async (id) => {
    const choir = await founded(api);
    const member = await api.delete(at(choir, { id }), choir.owner);
    expectProblem(member, 400, 'INVALID_ID');
    expectProblem(await api.get(`/organisers/${id}`, choir.owner), 400, 'INVALID_ID');
  });
});

describe('owners who act at once', () => {
  const api = useApi({ DEMO_IDENTITY: 'off', DATABASE_POOL_SIZE: '10' }, 1);

  const remove = (choir: Organisation, member: SignedIn, by: SignedIn) =>
    api.delete(`/organisers/${choir.id}/members/${member.id}`, by);

  /** Two owners remove each other, and both get as far as they can before one of them may write. */
  async function removeEachOther(): Promise<{ statuses: number[]; left: OrganiserRole[] }> {
    const choir = await founded(api);
    const other = await memberOf(api, choir, 'owner');
    const { all } = await api.sql.transaction(async (client) => {
      await client.query('SELECT FROM organiser_members WHERE organiser_id = $1 FOR UPDATE', [
        choir.id,
      ]);
      const removals = [remove(choir, other, choir.owner), remove(choir, choir.owner, other)];
      const answers = Promise.all(removals);
      await untilWaiting(api.sql, 2);
      // In an object: a promise that is returned as it is would be waited for before the commit.
      return { all: answers };
    });
    return {
      statuses: (await all).map(({ status }) => status).sort(),
      left: (await membersOf(api, choir.id)).map(({ role }) => role),
    };
  }

  it.each(rounds(2))('remove each other: exactly one stays (%s)', async () => {
    expect(await removeEachOther()).toEqual({ statuses: [200, 404], left: ['owner'] });
  });

  it.each(rounds(2))('all leave: exactly one stays (%s)', async () => {
    const choir = await founded(api);
    const owners = [choir.owner];
    for (let more = 0; more < 4; more += 1) {
      const owner = await newcomer(api);
      await makeMember(api, owner, 'owner', choir.id);
      owners.push(owner);
    }
    const answers = await Promise.all(owners.map((owner) => remove(choir, owner, owner)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 200, 200, 409]);
    expect(await membersOf(api, choir.id)).toHaveLength(1);
  });

  it('would both be removed without the lock, so these tests can fail', async () => {
    // A row that comes out of a function can't be locked.
    await api.sql.execute(`
      ALTER TABLE organisers RENAME TO organisers_without_locks;
      CREATE FUNCTION every_organiser() RETURNS SETOF organisers_without_locks
        LANGUAGE sql STABLE AS 'SELECT * FROM organisers_without_locks';
      CREATE VIEW organisers AS SELECT * FROM every_organiser();
      CREATE FUNCTION found_organiser() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          NEW.created_at := now();
          NEW.updated_at := now();
          INSERT INTO organisers_without_locks SELECT NEW.*;
          RETURN NEW;
        END $$;
      CREATE TRIGGER organisers_found INSTEAD OF INSERT ON organisers
        FOR EACH ROW EXECUTE FUNCTION found_organiser()`);
    expect(await removeEachOther()).toEqual({ statuses: [200, 200], left: [] });
  });
});
