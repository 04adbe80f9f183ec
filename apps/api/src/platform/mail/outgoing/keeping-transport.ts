import { MailTransport } from './mail-transport.js';

/** Sends nothing: what is to be sent is read at the local page instead. */
export class KeepingTransport extends MailTransport {
  readonly keeps = true;

  deliver(): Promise<void> {
    return Promise.resolve();
  }
}
