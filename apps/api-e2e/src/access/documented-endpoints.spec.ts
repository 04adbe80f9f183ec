import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { useApi } from '../setup/use-api.ts';
import { endpointsOf } from './endpoints.ts';
import { endpointTable, tableIn, withTable } from './endpoint-table.ts';

const DOCUMENT = new URL('../../../../docs/security.md', import.meta.url);

/** `npm run docs:endpoints` has the table written instead of compared. */
const WRITES = process.env.BOXOFFICE_WRITE_ENDPOINTS === 'on';

/** A test, by the path that the document names it with. */
function fileOf(path: string): URL {
  const [, project = 'api-e2e', below = ''] =
    /^(?:(api|web-e2e|contracts)\/)?(.+)$/.exec(path) ?? [];
  const folder = project === 'contracts' ? 'libs' : 'apps';
  return new URL(`../../../../${folder}/${project}/src/${below}`, import.meta.url);
}

describe('docs/security.md', () => {
  const api = useApi({}, 1);

  it('says of every endpoint who may call it, as the routes say it', async () => {
    const table = endpointTable(await endpointsOf(api));
    if (WRITES) await writeFile(DOCUMENT, withTable(await readFile(DOCUMENT, 'utf8'), table));
    expect(tableIn(await readFile(DOCUMENT, 'utf8'))).toBe(table);
  });

  it('names no test that is not there', async () => {
    const document = await readFile(DOCUMENT, 'utf8');
    const named = [...document.matchAll(/`([\w/-]+\.spec\.ts)`/g)].map(([, path = '']) => path);
    expect(named.length).toBeGreaterThan(50);
    expect([...new Set(named)].filter((path) => !existsSync(fileOf(path)))).toEqual([]);
  });
});
