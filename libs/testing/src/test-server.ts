import { randomBytes } from 'node:crypto';

/**
 * The server that the tests of one run share: the address of a database on it, as a user who may
 * create others. The run's own name keeps what it makes apart from another run's on that server.
 */
const URL_VARIABLE = 'BOXOFFICE_TEST_DATABASE_URL';
const RUN_VARIABLE = 'BOXOFFICE_TEST_RUN';

export function givenServerUrl(): string | undefined {
  const url = process.env[URL_VARIABLE];
  return url === '' ? undefined : url;
}

/** Jest's workers are started after its global setup and inherit the environment. */
export function announceServer(url: string): void {
  process.env[URL_VARIABLE] = url;
  process.env[RUN_VARIABLE] = randomBytes(4).toString('hex');
}

export function serverUrl(): string {
  const url = givenServerUrl();
  if (url === undefined) {
    throw new Error(
      `${URL_VARIABLE} is not set: does the Jest configuration name jest-global-setup?`,
    );
  }
  return url;
}

/** Every database of this run begins with this. */
export function databasePrefix(): string {
  return `boxoffice_test_${process.env[RUN_VARIABLE] ?? 'manual'}_`;
}

export function urlOfDatabase(name: string): string {
  const url = new URL(serverUrl());
  url.pathname = `/${name}`;
  return url.href;
}
