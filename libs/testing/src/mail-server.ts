import type { AddressInfo } from 'node:net';
import { simpleParser, type AddressObject, type Attachment } from 'mailparser';
import { SMTPServer } from 'smtp-server';

/** A mail as it came in. */
export interface ReceivedMail {
  /** Whom the envelope named, which is whom a real server would have delivered it to. */
  readonly recipients: readonly string[];
  readonly from: string;
  /** Names and addresses that the header shows. */
  readonly to: readonly { readonly name: string; readonly address: string | undefined }[];
  readonly subject: string;
  readonly messageId: string;
  readonly html: string;
  readonly text: string;
  /** Names of the headers, in lower case. */
  readonly headers: readonly string[];
  /** The files that came with it; missing where there are none. */
  readonly files?: readonly ReceivedFile[];
}

export interface ReceivedFile {
  readonly name: string;
  readonly contentType: string;
  readonly content: Buffer;
}

/** What a server answers instead of taking a mail: an SMTP code and words. */
export interface Refusal {
  readonly code: number;
  readonly words: string;
}

export interface MailServer {
  readonly port: number;
  /** As a setting of the API. */
  readonly url: string;
  readonly mails: readonly ReceivedMail[];
  /** Recipients that were asked for, taken or not. */
  readonly asked: readonly string[];
  /** Answers every recipient with a refusal; undefined takes them again. */
  refuse(refusal: Refusal | undefined): void;
  /** Reads mails, and neither takes nor refuses them. */
  hang(): void;
  /** Connections end; what was not taken is forgotten, as after a power cut. */
  stop(): Promise<void>;
  /** Listens again, on the same port. */
  restart(): Promise<void>;
}

/** A real mail server, which keeps what it gets instead of delivering it. */
export async function startMailServer(): Promise<MailServer> {
  const mails: ReceivedMail[] = [];
  const asked: string[] = [];
  let refusal: Refusal | undefined;
  let hangs = false;

  function create(): SMTPServer {
    const server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      closeTimeout: 50,
      logger: false,
      onRcptTo: ({ address }, _session, done) => {
        asked.push(address);
        done(refusal && Object.assign(new Error(refusal.words), { responseCode: refusal.code }));
      },
      onData: (stream, session, done) => {
        simpleParser(stream).then(
          (mail) => {
            if (hangs) return;
            mails.push({
              recipients: session.envelope.rcptTo.map(({ address }) => address),
              from: mail.from?.text ?? '',
              to: addressesOf(mail.to),
              subject: mail.subject ?? '',
              messageId: mail.messageId ?? '',
              html: typeof mail.html === 'string' ? mail.html : '',
              text: mail.text ?? '',
              headers: [...mail.headers.keys()],
              ...(mail.attachments.length > 0 && { files: mail.attachments.map(fileOf) }),
            });
            done();
          },
          (error: unknown) => {
            done(error as Error);
          },
        );
      },
    });
    // A client that vanishes in the middle is what some tests are about.
    server.on('error', () => undefined);
    return server;
  }

  let server = create();
  const port = await listen(server, 0);
  return {
    port,
    url: `smtp://127.0.0.1:${String(port)}`,
    mails,
    asked,
    refuse: (next) => {
      refusal = next;
    },
    hang: () => {
      hangs = true;
    },
    stop: () => close(server),
    restart: async () => {
      hangs = false;
      server = create();
      await listen(server, port);
    },
  };
}

function fileOf({ filename = '', contentType, content }: Attachment): ReceivedFile {
  return { name: filename, contentType, content };
}

function addressesOf(to: AddressObject | AddressObject[] | undefined): ReceivedMail['to'] {
  const objects = to === undefined ? [] : Array.isArray(to) ? to : [to];
  return objects.flatMap(({ value }) => value.map(({ name, address }) => ({ name, address })));
}

function listen(server: SMTPServer, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    const { server: socket } = server;
    server.listen(port, '127.0.0.1', () => {
      resolve((socket.address() as AddressInfo).port);
    });
  });
}

function close(server: SMTPServer): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => {
      resolve();
    });
  });
}
