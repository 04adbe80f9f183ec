import { newKey } from './new-key';

const UUID_V4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** What a page has that came over plain HTTP: random bytes, and no randomUUID. */
const insecureContext: Pick<Crypto, 'getRandomValues'> = {
  getRandomValues: (bytes) => crypto.getRandomValues(bytes),
};

describe('a new key', () => {
  it("is the browser's own UUID", () => {
    const uuid = '0f8fad5b-d9cb-469f-a165-70867728950e';
    expect(newKey({ ...insecureContext, randomUUID: () => uuid })).toBe(uuid);
  });

  it('is a UUID too where the browser makes none', () => {
    const keys = Array.from({ length: 200 }, () => newKey(insecureContext));
    for (const key of keys) expect(key).toMatch(UUID_V4);
    expect(new Set(keys).size).toBe(keys.length);
  });
});
