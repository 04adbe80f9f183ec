import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { parseDockerfile } from './dockerfile.ts';

const workspace = fileURLToPath(new URL('../..', import.meta.url));
const text = (file: string): string => readFileSync(join(workspace, file), 'utf8');

describe('the Dockerfile', () => {
  const dockerfile = parseDockerfile(text('Dockerfile'));

  it('copies only what is in the clone', () => {
    const sources = dockerfile.copies.filter(({ from }) => from === undefined);
    expect(sources.length).toBeGreaterThan(0);
    const missing = sources
      .flatMap((copy) => copy.sources)
      .filter((source) => !existsSync(join(workspace, source)));
    expect(missing).toEqual([]);
  });

  it('copies only what .dockerignore lets through', () => {
    const allowed = text('.dockerignore')
      .split('\n')
      .filter((line) => line.startsWith('!'))
      .map((line) => line.slice(1));
    const sources = dockerfile.copies.filter(({ from }) => from === undefined);
    const shutOut = sources
      .flatMap((copy) => copy.sources)
      .filter(
        (source) =>
          !allowed.some(
            (path) =>
              source === path || source.startsWith(`${path}/`) || path.startsWith(`${source}/`),
          ),
      );
    expect(shutOut).toEqual([]);
  });

  it('copies from stages that come before', () => {
    for (const { stage, from } of dockerfile.copies) {
      if (from === undefined) continue;
      expect(dockerfile.stages.indexOf(from)).toBeGreaterThanOrEqual(0);
      expect(dockerfile.stages.indexOf(from)).toBeLessThan(dockerfile.stages.indexOf(stage));
    }
  });

  it('is built by the script that the tests run, on an image that is pinned by its digest', () => {
    expect(text('Dockerfile')).toMatch(/^ARG NODE_IMAGE=node:24-slim@sha256:[0-9a-f]{64}$/m);
    expect(text('Dockerfile').match(/^FROM .*/gm)).toEqual([
      'FROM ${NODE_IMAGE} AS build',
      'FROM ${NODE_IMAGE}',
    ]);
    expect(text('Dockerfile').match(/^RUN .*/gm)).toEqual([
      'RUN node tools/image/build.mjs /boxoffice',
      'RUN mkdir -p images && chown node: images',
    ]);
  });

  it('runs as an ordinary user, watches its health, and lets Node receive signals', () => {
    expect(dockerfile.image).toContain('USER node');
    expect(dockerfile.image.some((line) => line.startsWith('HEALTHCHECK '))).toBe(true);
    expect(dockerfile.image).toContain(
      'CMD ["node", "--max-semi-space-size=8", "--no-allocation-site-pretenuring", "apps/api/dist/main.js"]',
    );
  });
});

interface Compose {
  readonly services: Record<string, Service>;
  readonly volumes: Record<string, unknown>;
}

interface Service {
  readonly image?: string;
  readonly build?: { readonly context: string };
  readonly ports?: readonly string[];
  readonly volumes?: readonly string[];
  readonly network_mode?: string;
  readonly environment: Record<string, unknown>;
  readonly depends_on?: Record<string, { readonly condition: string }>;
  readonly healthcheck?: unknown;
}

describe('docker-compose.yml', () => {
  const compose = parse(text('docker-compose.yml')) as Compose;
  const services = Object.values(compose.services);

  it('builds or names an image for every service', () => {
    for (const { image, build } of services) {
      expect([image, build].filter((value) => value !== undefined)).toHaveLength(1);
      if (build !== undefined)
        expect(statSync(join(workspace, build.context, 'Dockerfile')).isFile()).toBe(true);
    }
  });

  it('refers to services and volumes that it declares', () => {
    for (const { depends_on = {}, volumes = [] } of services) {
      for (const [name, { condition }] of Object.entries(depends_on)) {
        expect(compose.services[name]).toBeDefined();
        if (condition === 'service_healthy')
          expect(compose.services[name]?.healthcheck).toBeDefined();
      }
      for (const volume of volumes) {
        expect(Object.keys(compose.volumes)).toContain(volume.split(':')[0]);
      }
    }
  });

  it('publishes ports on this machine only', () => {
    const published = services.flatMap(({ ports = [] }) => ports);
    expect(published).toHaveLength(1);
    for (const port of published) expect(port).toMatch(/^127\.0\.0\.1:/);
  });

  it('keeps the demo identity on a loopback address', () => {
    const demo = services.filter(({ environment }) => environment.DEMO_IDENTITY === 'on');
    expect(demo).toHaveLength(1);
    expect(demo[0]).toMatchObject({ network_mode: 'host', environment: { HOST: '127.0.0.1' } });
  });

  it('sets only what the API knows', () => {
    const known = text('.env.example').match(/^[A-Z_]+(?==)/gm);
    expect(known).toEqual(
      expect.arrayContaining(Object.keys(compose.services.api?.environment ?? {})),
    );
  });
});

/** The fields of the classes that the API reads its settings into. */
function declaredSettings(): string[] {
  const config = 'apps/api/src/platform/config';
  return readdirSync(join(workspace, config))
    .filter((file) => file.endsWith('settings.ts'))
    .flatMap((file) => text(`${config}/${file}`).match(/^ {2}[A-Z][A-Z_]+(?=[?:! ])/gm) ?? [])
    .map((name) => name.trim());
}

describe('.env.example', () => {
  it('names every setting of the API and no other', () => {
    const documented = text('.env.example').match(/^[A-Z_]+(?==)/gm);
    expect(documented?.sort()).toEqual(declaredSettings().sort());
  });
});

describe('continuous integration', () => {
  interface Workflow {
    readonly jobs: Record<string, { readonly steps: readonly { readonly run?: string }[] }>;
  }

  it('runs what the README says, here and at GitHub', () => {
    expect(text('.ci/run')).toMatch(/^exec npm test$/m);
    expect(statSync(join(workspace, '.ci/run')).mode & 0o111).not.toBe(0);
    const workflow = parse(text('.github/workflows/ci.yml')) as Workflow;
    const runs = Object.values(workflow.jobs).flatMap(({ steps }) => steps.map(({ run }) => run));
    expect(runs).toContain('.ci/run');
  });
});
