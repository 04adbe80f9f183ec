import { expectNoChange } from './expect-no-change.ts';
import { addUser, openSale } from './open-sale.ts';
import { useSharedApi } from './use-api.ts';

describe('expectNoChange', () => {
  const api = useSharedApi();

  it('hands on what was answered where nothing changes', async () => {
    expect(await expectNoChange(api.sql, () => Promise.resolve(7))).toBe(7);
  });

  it('names the row that has changed', async () => {
    const userId = await addUser(api.sql);
    const rename = () =>
      api.sql.execute(`UPDATE users SET name = 'Somebody else' WHERE id = $1`, [userId]);
    await expect(expectNoChange(api.sql, rename)).rejects.toThrow('Somebody else');
  });

  it('notices a row that is gone', async () => {
    const { tickets } = await openSale(api.sql, { GA: 1 });
    const remove = () => api.sql.execute('DELETE FROM tickets WHERE id = $1', [tickets.GA[0]]);
    await expect(expectNoChange(api.sql, remove)).rejects.toThrow('tickets');
  });
});
