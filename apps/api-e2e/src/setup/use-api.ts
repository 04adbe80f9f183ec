import { expectInvariants } from '../invariants/expect-invariants.ts';
import { keepHoldsForADay } from './age-holds.ts';
import { ApiUnderTest, type Settings } from './api-under-test.ts';

/**
 * One API for all tests of a file (or of a `describe`), and the invariants checked after each of
 * them. Tests share its database, so each opens a sale of its own; see `open-sale.ts`.
 *
 * @param processes as for {@link ApiUnderTest}
 */
export function useApi(settings: Settings = {}, processes?: number): ApiUnderTest {
  return use(new ApiUnderTest(settings, processes));
}

/**
 * The same with an API that other files use too, which spares its start: for tests that neither end it,
 * change the demo event, nor count all that there is in the database.
 *
 * @param settings every other combination is another API, so keep to the few that there are
 */
export function useSharedApi(settings: Settings = {}): ApiUnderTest {
  const api = use(new ApiUnderTest(settings, undefined, true));
  afterEach(() => keepHoldsForADay(api.sql));
  // Which files share a database depends on the order of the run: what one of them breaks fails in another one.
  afterEach(async () => {
    expect(await api.sql.row('SELECT state FROM events WHERE id = 1')).toEqual({
      state: 'published',
    });
  });
  return api;
}

function use(api: ApiUnderTest): ApiUnderTest {
  beforeAll(() => api.start());
  afterEach(() => expectInvariants(api.sql));
  afterAll(() => api.end());
  return api;
}
