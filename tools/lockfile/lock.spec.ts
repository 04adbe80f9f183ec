import {
  entriesWithAddress,
  entriesWithoutIntegrity,
  missingOptionalEntries,
  withEntries,
  withoutEntries,
} from './lock.ts';

describe('missingOptionalEntries', () => {
  it('adds what an entry names and the lock lacks, with the platform from its name', () => {
    const packages = {
      '': { optionalDependencies: { '@x/core-win32-arm64-msvc': '1.2.3' } },
      'node_modules/@x/core': {
        optionalDependencies: {
          '@x/core-linux-arm-gnueabihf': '1.2.3',
          '@x/wasm32-wasi': '^2.0.0-beta.1',
        },
      },
    };
    expect(missingOptionalEntries({ packages })).toEqual({
      'node_modules/@x/core-win32-arm64-msvc': {
        version: '1.2.3',
        optional: true,
        os: ['win32'],
        cpu: ['arm64'],
      },
      'node_modules/@x/core-linux-arm-gnueabihf': {
        version: '1.2.3',
        optional: true,
        os: ['linux'],
        cpu: ['arm'],
      },
      'node_modules/@x/wasm32-wasi': { version: '2.0.0-beta.1', optional: true, cpu: ['wasm32'] },
    });
  });

  it('finds an entry beside the package and in every folder outwards', () => {
    const parent = { optionalDependencies: { 'x-linux-x64': '1.0.0' } };
    for (const path of [
      'node_modules/x-linux-x64',
      'node_modules/a/node_modules/x-linux-x64',
      'node_modules/a/node_modules/@b/c/node_modules/x-linux-x64',
    ]) {
      const packages = { 'node_modules/a/node_modules/@b/c': parent, [path]: { version: '1.0.0' } };
      expect(missingOptionalEntries({ packages })).toEqual({});
    }
  });

  it('refuses to guess a platform', () => {
    const packages = { 'node_modules/a': { optionalDependencies: { fast: '1.0.0' } } };
    expect(() => missingOptionalEntries({ packages })).toThrow('the platform of fast');
  });
});

describe('entriesWithAddress', () => {
  it('finds addresses, and no links inside the workspace', () => {
    const packages = {
      'node_modules/a': { resolved: 'https://registry.example/a.tgz' },
      'node_modules/b': { resolved: 'git+ssh://git@example/b.git' },
      'node_modules/ours': { resolved: 'libs/ours', link: true },
      'node_modules/c': { version: '1.0.0' },
    };
    expect(entriesWithAddress({ packages })).toEqual(['node_modules/a', 'node_modules/b']);
  });
});

describe('withEntries', () => {
  it('keeps the order in which npm writes', () => {
    const packages = { '': {}, 'node_modules/a': {}, 'node_modules/c': {} };
    const completed = withEntries({ name: 'x', packages }, { 'node_modules/b': {} });
    expect(Object.keys(completed.packages)).toEqual([
      '',
      'node_modules/a',
      'node_modules/b',
      'node_modules/c',
    ]);
    expect(completed.name).toBe('x');
  });
});

describe('entriesWithoutIntegrity', () => {
  const packages = {
    '': {},
    'libs/ours': {},
    'node_modules/ours': { resolved: 'libs/ours', link: true },
    'node_modules/a': { version: '1.0.0' },
    'node_modules/b': { version: '1.0.0', integrity: 'sha512-…' },
  };

  it('finds packages that npm would take whatever is in them, and nothing of the workspace', () => {
    expect(entriesWithoutIntegrity({ packages })).toEqual(['node_modules/a']);
  });

  it('are taken out, for npm to resolve them anew', () => {
    const without = withoutEntries({ packages }, ['node_modules/a']);
    expect(Object.keys(without.packages)).not.toContain('node_modules/a');
    expect(entriesWithoutIntegrity(without)).toEqual([]);
  });
});
