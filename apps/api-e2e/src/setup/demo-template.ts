import { createDatabaseTemplate, migrateDatabase, startApi } from '@boxoffice/testing';

const NAME = 'demo';

/** A database with the schema and the demo data, made once a run by the API itself, to be cloned. */
export async function demoTemplate(): Promise<string> {
  await createDatabaseTemplate(NAME, async (databaseUrl) => {
    await migrateDatabase(databaseUrl);
    const api = await startApi({ databaseUrl, env: { DEMO_DATA: 'on' } });
    await api.stop();
  });
  return NAME;
}
