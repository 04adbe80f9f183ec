export {
  migrateDatabase,
  startApi,
  type ApiExit,
  type ApiOptions,
  type RunningApi,
} from './api-process.ts';
export { createDatabaseTemplate, createTestDatabase, type TestDatabase } from './databases.ts';
export { request, type RequestOptions, type Response } from './http-client.ts';
export {
  parseAnchor,
  readAnchors,
  verifyChain,
  type Verification,
  type VerifyOptions,
} from '@boxoffice/tools/audit';
export { findViolations } from '@boxoffice/tools/invariants';
export {
  freePort,
  startStandby,
  startThrowAwayCluster as startPostgres,
  type ThrowAwayCluster,
} from '@boxoffice/tools/postgres';
export {
  startMailServer,
  type MailServer,
  type ReceivedMail,
  type Refusal,
} from './mail-server.ts';
export { watchForFailures } from './running-apis.ts';
