import { fileURLToPath } from 'node:url';
import { readAddresses, readRoutes, withoutAddress } from './web-routes.ts';

const workspace = fileURLToPath(new URL('../..', import.meta.url));
const routes = readRoutes(`${workspace}/apps/web/src/app/app.routes.ts`);

/** Where the pages are listed that are tried with axe, at 390 pixels and in German. */
const addresses = ['pages', 'organiser-pages'].flatMap((file) =>
  readAddresses(`${workspace}/apps/web-e2e/src/${file}.ts`),
);

describe('the pages of the web application', () => {
  it('are found with those that are loaded later', () => {
    expect(routes).toEqual(
      expect.arrayContaining([
        '',
        'events/:eventId',
        'account/security',
        'admin/users',
        'organiser/new',
        'organiser/:organiserId/events/:eventId/tiers',
      ]),
    );
    expect(routes).not.toContain('create-tickets');
  });

  it('are all opened by the checks of every page', () => {
    expect(withoutAddress(routes, addresses)).toEqual([]);
  });
});

describe('a page that no check opens', () => {
  it.each([
    ['is found', ['a', 'b/:id'], ['/a'], ['b/:id']],
    ['is found beside one that names the address', ['a/:id', 'a/new'], ['/a/new'], ['a/:id']],
    ['is found below another', ['a', 'a/:id/b'], ['/a', '/a/1'], ['a/:id/b']],
    ['is none where each has an address', ['', 'a/:id', 'a/new'], ['/', '/a/new', '/a/1'], []],
  ])('%s', (_what, all, opened, missing) => {
    expect(withoutAddress(all, opened)).toEqual(missing);
  });
});
