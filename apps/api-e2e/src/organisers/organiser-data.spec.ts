import type { AccountDataDto, AuditPageDto, Envelope, OrganiserDto } from '@boxoffice/contracts';
import { newcomer } from '../accounts/people.ts';
import { until } from '../setup/until.ts';
import { useApi } from '../setup/use-api.ts';
import { CHOIR, founded, memberOf, membersOf } from './organisations.ts';

describe('what is kept about members', () => {
  const api = useApi({ DEMO_IDENTITY: 'off', AUDIT_SEAL_INTERVAL_MS: '50' });

  it('is told to them, with the invitations to their address, and no secret', async () => {
    const choir = await founded(api);
    const person = await memberOf(api, choir, 'door');
    const other = await founded(api);
    const invited = { email: person.email, role: 'manager' };
    await api.post(`/organisers/${other.id}/invitations`, invited, other.owner);
    const { body } = await api.get<Envelope<AccountDataDto>>('/account/data', person);
    const expected = { organiser: CHOIR.name, createdAt: expect.any(String) };
    expect(body.data.data.organisers).toEqual([
      { ...expected, what: 'invitation', role: 'manager', endedAt: expect.any(String) },
      { ...expected, what: 'member', role: 'door', endedAt: null },
    ]);
    expect(JSON.stringify(body)).not.toMatch(/token_?hash/i);
  });

  it('goes with an erased account, also a last owner’s; an admin names another one', async () => {
    const choir = await founded(api);
    const { owner } = choir;
    const invited = await newcomer(api);
    await api.post(
      `/organisers/${choir.id}/invitations`,
      { email: invited.email, role: 'door' },
      owner,
    );
    const other = await founded(api);
    await api.post(
      `/organisers/${other.id}/invitations`,
      { email: owner.email, role: 'door' },
      other.owner,
    );
    const { status } = await api.post('/account/erase', { password: owner.password }, owner);
    expect(status).toBe(200);
    expect(await membersOf(api, choir.id)).toEqual([]);
    const left = await api.sql.rows(
      `SELECT email, invited_by FROM organiser_invitations WHERE organiser_id = ANY ($1)`,
      [[choir.id, other.id]],
    );
    expect(left).toEqual([{ email: invited.email, invited_by: null }]);

    const admin = await newcomer(api, 'admin');
    const found = await api.get<Envelope<OrganiserDto>>(`/organisers/${choir.id}`, admin);
    expect(found.body.data).toMatchObject({ name: CHOIR.name, role: null });
    const named = await api.post(
      `/organisers/${choir.id}/invitations`,
      { email: invited.email, role: 'owner' },
      admin,
    );
    expect(named.status).toBe(201);
  });

  it('is recorded by id alone: who did what to whom', async () => {
    const choir = await founded(api);
    const person = await memberOf(api, choir, 'door');
    const at = `/organisers/${choir.id}`;
    await api.patch(at, { terms: 'Ours', currency: 'CHF' }, choir.owner);
    const { body } = await api.post<Envelope<{ id: string }>>(
      `${at}/invitations`,
      { email: 'grace@choir.example', role: 'manager' },
      choir.owner,
    );
    await api.delete(`${at}/invitations/${body.data.id}`, choir.owner);
    await api.patch(`${at}/members/${person.id}`, { role: 'box_office' }, choir.owner);
    await api.delete(`${at}/members/${person.id}`, choir.owner);

    const admin = await newcomer(api, 'admin');
    const entries = await until('all is sealed', async () => {
      const page = await api.get<Envelope<AuditPageDto>>(
        `/admin/audit?subjectKind=organiser&subjectId=${choir.id}`,
        admin,
      );
      return page.body.data.entries.length >= 7 && page.body.data.entries;
    });
    const texts = { currency: 'EUR', timeZone: 'Europe/Berlin', language: 'en' };
    const invitation = { invitation: body.data.id, role: 'manager' };
    expect(
      entries.map(({ action, actor, before, after }) => [action, actor.id, before, after]),
    ).toEqual(
      [
        ['organiser.founded', null, texts],
        ['organiser.member_joined', null, { member: choir.owner.id, role: 'owner' }],
        ['organiser.changed', texts, { ...texts, currency: 'CHF', changed: ['terms', 'currency'] }],
        ['organiser.member_invited', null, invitation],
        ['organiser.invitation_withdrawn', invitation, null],
        [
          'organiser.member_role_changed',
          { member: person.id, role: 'door' },
          { member: person.id, role: 'box_office' },
        ],
        ['organiser.member_removed', { member: person.id, role: 'box_office' }, null],
      ]
        .map(([action, before, after]) => [action, choir.owner.id, before, after])
        .reverse(),
    );
    expect(JSON.stringify(entries)).not.toMatch(/choir\.example|Ours|Person/);
  });
});
