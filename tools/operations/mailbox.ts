import { simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';

/** An SMTP server that collects the links in mails. */
export async function openMailbox(port: number, onLink: (link: string) => void): Promise<void> {
  const server = new SMTPServer({
    disabledCommands: ['STARTTLS'],
    allowInsecureAuth: true,
    onAuth: ({ username }, _session, done) => {
      done(null, { user: username });
    },
    onData: (stream, _session, done) => {
      simpleParser(stream).then(({ text = '' }) => {
        for (const [link] of text.matchAll(/https:\/\/\S+/g)) onLink(link);
        done();
      }, done);
    },
    logger: false,
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
}
