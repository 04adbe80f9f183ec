import { expectInvariants } from '../invariants/expect-invariants.ts';
import { ApiUnderTest, type Settings } from './api-under-test.ts';

/**
 * One API for all tests of a file (or of a `describe`), and the invariants checked after each of
 * them. Tests share its database, so each opens a sale of its own; see `open-sale.ts`.
 *
 * @param processes as for {@link ApiUnderTest}
 */
export function useApi(settings: Settings = {}, processes?: number): ApiUnderTest {
  const api = new ApiUnderTest(settings, processes);
  beforeAll(() => api.start());
  afterEach(() => expectInvariants(api.sql));
  afterAll(() => api.end());
  return api;
}
