/** Why there is no server; the README has the list. */
export type EmbeddedPostgresErrorCode =
  | 'UNSUPPORTED_PLATFORM'
  | 'NOT_INSTALLED'
  | 'NO_ACCOUNT'
  | 'NO_ACCESS'
  | 'NO_SPACE'
  | 'OTHER_VERSION'
  | 'PORT_IN_USE'
  | 'FAILED';

/** Something that the person at the keyboard can fix. The message is one sentence that says how. */
export class EmbeddedPostgresError extends Error {
  override name = 'EmbeddedPostgresError';
  readonly code: EmbeddedPostgresErrorCode;

  constructor(code: EmbeddedPostgresErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}
