import { satisfies } from './installed-packages.mjs';
import { isAtLeast } from './version.mjs';

describe('isAtLeast', () => {
  it.each([
    ['20.19.0', true],
    ['20.19.4', true],
    ['20.20.0', true],
    ['22.1.0', true],
    ['20.18.9', false],
    ['18.99.99', false],
    ['9.0.0', false],
  ])('%s against 20.19.0: %s', (version, expected) => {
    expect(isAtLeast(version, '20.19.0')).toBe(expected);
  });
});

describe('satisfies', () => {
  const wanted = {
    '': {},
    'apps/api': { version: '0.1.0' },
    'node_modules/a': { version: '1.0.0' },
    'node_modules/a-win32-x64': { version: '1.0.0', optional: true },
  };

  it('needs every package in its version, and optional ones only if they are there', () => {
    expect(satisfies({ 'node_modules/a': { version: '1.0.0' } }, wanted)).toBe(true);
    expect(satisfies({ 'node_modules/a': { version: '1.0.1' } }, wanted)).toBe(false);
    expect(satisfies({}, wanted)).toBe(false);
  });

  it('does not mind what else is installed', () => {
    const present = {
      'node_modules/a': { version: '1.0.0' },
      'node_modules/b': { version: '2.0.0' },
    };
    expect(satisfies(present, wanted)).toBe(true);
  });

  it('refuses an optional package of another version', () => {
    const present = {
      'node_modules/a': { version: '1.0.0' },
      'node_modules/a-win32-x64': { version: '0.9.0' },
    };
    expect(satisfies(present, wanted)).toBe(false);
  });
});
