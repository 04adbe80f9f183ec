import 'reflect-metadata';
import { readSettings } from './platform/config/read-settings.js';
import { createDataSource } from './platform/database/data-source.js';
import { createApp } from './create-app.js';
import { createLog } from './platform/http/logging.js';
import { describeEndpoints } from './platform/endpoints/describe-endpoints.js';
import { SCHEMA } from './schema/boxoffice-schema.js';

// A command of its own, and no endpoint: nobody but developers needs the list. It starts the whole API
// on a database that has the schema, listens nowhere, writes the list as JSON, and ends.
const settings = readSettings();
settings.LOG_LEVEL = 'silent';
const dataSource = await createDataSource(settings, SCHEMA).initialize();
const app = await createApp(settings, dataSource, createLog(settings));
await app.init();
process.stdout.write(JSON.stringify(describeEndpoints(app)));
await app.close();
await dataSource.destroy();
