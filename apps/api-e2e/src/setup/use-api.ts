import { expectInvariants } from '../invariants/expect-invariants.ts';
import { ApiUnderTest, type Settings } from './api-under-test.ts';

/**
 * One API for all tests of a file (or of a `describe`), and the invariants checked after each of
 * them. Tests share its database, so each opens a sale of its own; see `open-sale.ts`.
 */
export function useApi(settings: Settings = {}): ApiUnderTest {
  const api = new ApiUnderTest(settings);
  beforeAll(() => api.start());
  afterEach(() => expectInvariants(api.sql));
  afterAll(() => api.end());
  return api;
}
