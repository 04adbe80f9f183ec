import type { Envelope, UserDto } from '@boxoffice/contracts';
import { hold, pay } from '../setup/buy.ts';
import { expectProblem } from '../setup/expect-problem.ts';
import { openSale } from '../setup/open-sale.ts';
import { useApi } from '../setup/use-api.ts';
import { user } from './shapes.ts';

const JOHN = user({ id: '1', name: 'John Doe' });
const JANE = user({ id: '2', name: 'Jane Smith' });
const ADMIN = user({ id: '3', name: 'Admin User', role: 'admin' });
const DORA = user({ id: '4', name: 'Dora Door', role: 'door_staff' });
const OLGA = user({ id: '5', name: 'Olga Organiser', role: 'organiser' });

describe('users', () => {
  const api = useApi();

  it('GET /users lists the demo users', async () => {
    const { status, body } = await api.get('/users');
    expect(status).toBe(200);
    expect(body).toEqual({ success: true, data: [JOHN, JANE, ADMIN, DORA, OLGA] });
  });

  it('GET /users lists page by page', async () => {
    const first = await api.get<Envelope<UserDto[]>>('/users?limit=2');
    expect(first.body.data).toEqual([JOHN, JANE]);
    const second = await api.get<Envelope<UserDto[]>>('/users?limit=2&after=2');
    expect(second.body.data[0]).toEqual(ADMIN);
  });

  it('GET /users/:id shows a user', async () => {
    const { status, body } = await api.get('/users/2');
    expect(status).toBe(200);
    expect(body).toEqual({ success: true, data: JANE });
  });

  it('GET /users/:id lists the ids of the tickets that the user owns, and not those held', async () => {
    const sale = await openSale(api.sql, { GA: 3 });
    const bought = await hold(api, sale, '2', 'GA', 2);
    await pay(api, bought);
    await hold(api, sale, '2', 'GA', 1);
    const { body } = await api.get<Envelope<UserDto>>('/users/2');
    expect(body.data.tickets).toEqual(bought.ticketIds);
  });

  it('GET /users/:id answers 404 for an unknown user', async () => {
    expectProblem(await api.get('/users/999'), 404, 'USER_NOT_FOUND');
  });

  it('POST /users adds a user, who is a customer and owns nothing', async () => {
    const { status, body } = await api.post<Envelope<UserDto>>('/users', { name: 'Ada Lovelace' });
    expect(status).toBe(201);
    expect(body).toEqual({
      success: true,
      message: 'User created successfully',
      data: user({ name: 'Ada Lovelace' }),
    });
    const shown = await api.get<Envelope<UserDto>>(`/users/${body.data.id}`);
    expect(shown.body.data).toEqual(body.data);
  });

  it('POST /users gives nobody a role or an id of their choice', async () => {
    const { status, body } = await api.post<Envelope<UserDto>>('/users', {
      name: 'Mallory',
      role: 'admin',
      id: '3',
      tickets: ['1'],
    });
    expect(status).toBe(201);
    expect(body.data).toEqual(user({ name: 'Mallory' }));
    expect(body.data.id).not.toBe('3');
  });
});
