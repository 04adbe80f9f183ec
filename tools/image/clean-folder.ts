import { execFileSync } from 'node:child_process';
import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { workspace } from '../workspace.ts';

/** Copies the sources that .dockerignore lets through, as a build of the image finds them. */
export function copySources(folder: string): void {
  const lines = readFileSync(join(workspace, '.dockerignore'), 'utf8').split('\n');
  const allowed = lines.filter((line) => line.startsWith('!')).map((line) => line.slice(1));
  const files = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '-z', ...allowed], {
    cwd: workspace,
    encoding: 'utf8',
  });
  for (const file of files.split('\0')) {
    if (file !== '' && !file.endsWith('.spec.ts')) {
      cpSync(join(workspace, file), join(folder, file));
    }
  }
}
