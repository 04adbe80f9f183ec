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
export { freePort, startStandby, type ThrowAwayCluster } from '@boxoffice/embedded-postgres';
export { startTestPostgres as startPostgres } from '@boxoffice/tools/test-postgres';
export {
  startMailServer,
  type MailServer,
  type ReceivedMail,
  type Refusal,
} from './mail-server.ts';
export { watchForFailures } from './running-apis.ts';
