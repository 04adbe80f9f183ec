import { freePort } from '@boxoffice/embedded-postgres';
import { requireDatabase } from './given-database.ts';

describe('requireDatabase', () => {
  it('says in one sentence that a database does not answer, without its password', async () => {
    const port = await freePort();
    const url = `postgres://me:secret@127.0.0.1:${port}/tickets`;
    await expect(requireDatabase(url)).rejects.toThrow(
      new RegExp(
        `^The database that DATABASE_URL names, 127.0.0.1:${port}/tickets, does not answer \\(.*ECONNREFUSED.*\\): start it, or correct DATABASE_URL\\.$`,
      ),
    );
    await expect(requireDatabase(url)).rejects.not.toThrow('secret');
  });

  it.each(['tickets', 'mysql://localhost/tickets'])('refuses %s', async (url) => {
    await expect(requireDatabase(url)).rejects.toThrow('DATABASE_URL must look like postgres://');
  });
});
