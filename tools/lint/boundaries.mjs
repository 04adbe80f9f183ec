/**
 * Who may import whom, by the tags in each `project.json`. Every project has a line; nothing allows
 * everything, and a project without a line may import none of ours.
 */
const serverOnly = ['typeorm', 'pg', 'fastify', '@fastify/*', '@nestjs/*', 'nestjs-pino'];
const browserOnly = ['@angular/*'];

function allow(project, { imports, bans = [], packages }) {
  return {
    sourceTag: `scope:${project}`,
    onlyDependOnLibsWithTags: imports.map((name) => `scope:${name}`),
    ...(bans.length > 0 && { bannedExternalImports: bans }),
    ...(packages && { allowedExternalImports: packages }),
  };
}

const constraints = [
  allow('web', { imports: ['contracts', 'ticket-codes'], bans: serverOnly }),
  allow('api-e2e', { imports: ['contracts', 'testing', 'ticket-codes'], bans: browserOnly }),
  allow('web-e2e', { imports: ['contracts', 'testing', 'ticket-codes'], bans: browserOnly }),
  allow('testing', { imports: ['embedded-postgres', 'tools'], bans: browserOnly }),
  // The bench compares the API with another server that takes the same requests.
  allow('tools', { imports: ['contracts', 'embedded-postgres'], bans: browserOnly }),
  // Could be copied into any repository. Its tests ask the server with `pg`.
  allow('embedded-postgres', { imports: [], packages: ['pg'] }),
  // Runs on the phone at the door as on the server. Its tests try what can't be listed.
  allow('ticket-codes', { imports: [], packages: ['@noble/*', 'fast-check'] }),
];
const api = allow('api', { imports: ['contracts', 'ticket-codes'], bans: browserOnly });
const contracts = allow('contracts', { imports: [], bans: [...serverOnly, ...browserOnly] });

function rule(...depConstraints) {
  return ['error', { depConstraints }];
}

export const boundaries = rule(...constraints, api, contracts);

/** The API's own code must not import the test library; the tests beside it do. */
export const boundariesOfApiTests = rule(
  ...constraints,
  allow('api', { imports: ['contracts', 'testing', 'ticket-codes'], bans: browserOnly }),
  contracts,
);

/** The script that writes the contracts' OpenAPI metadata reads them with Nest's own reader. */
export const boundariesOfBuildScripts = rule(
  ...constraints,
  api,
  allow('contracts', { imports: [], bans: browserOnly }),
);
