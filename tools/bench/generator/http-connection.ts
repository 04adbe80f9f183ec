import { connect, type Socket } from 'node:net';

const READ_BUFFER_BYTES = 64 * 1024;
const HEAD_END = Buffer.from('\r\n\r\n');
const CONTENT_LENGTH = Buffer.from('content-length: ');
const DIGIT_0 = 48;
const CARRIAGE_RETURN = 13;

/** Where the status stands in `HTTP/1.1 200 OK`. */
const STATUS_AT = 9;

/**
 * One kept-alive HTTP/1.1 connection with one request at a time, and no more of HTTP than that takes:
 * answers must name their length, and names of headers must be in small letters, as Node writes them.
 * Node's own client takes several times the processor time, which would be missing to what is
 * measured.
 */
export class HttpConnection {
  /** Told of each answer. The body's bytes are only there until it returns. */
  onAnswer: (status: number, body: Buffer) => void = () => undefined;
  /** Told when the connection ends without having been closed here. */
  onLost: (reason: string) => void = () => undefined;

  private readonly socket: Socket;
  private partial: Buffer | undefined;
  private closed = false;

  static async open(port: number): Promise<HttpConnection> {
    const connection = new HttpConnection(port);
    await new Promise<void>((resolve, reject) => {
      connection.socket.once('connect', resolve);
      connection.socket.once('error', reject);
    });
    return connection;
  }

  private constructor(port: number) {
    // One buffer for all reads instead of one a read: less for the garbage collector to do.
    const buffer = Buffer.allocUnsafe(READ_BUFFER_BYTES);
    this.socket = connect({
      port,
      host: '127.0.0.1',
      noDelay: true,
      onread: {
        buffer,
        callback: (length) => {
          this.read(buffer.subarray(0, length));
          return true;
        },
      },
    });
    this.socket.on('error', (error) => {
      this.lost(error.message);
    });
    this.socket.on('close', () => {
      this.lost('closed by the server');
    });
  }

  send(request: Buffer): void {
    this.socket.write(request);
  }

  close(): void {
    this.closed = true;
    this.socket.destroy();
  }

  private lost(reason: string): void {
    if (this.closed) return;
    this.closed = true;
    this.onLost(reason);
  }

  private read(chunk: Buffer): void {
    const data = this.partial ? Buffer.concat([this.partial, chunk]) : chunk;
    const headEnd = data.indexOf(HEAD_END);
    const bodyAt = headEnd + HEAD_END.length;
    const end = headEnd === -1 ? Infinity : bodyAt + contentLength(data, headEnd);
    if (data.length < end) {
      // A copy: the next read overwrites the buffer.
      this.partial = Buffer.from(data);
      return;
    }
    this.partial = undefined;
    this.onAnswer(statusOf(data), data.subarray(bodyAt, end));
  }
}

function statusOf(data: Buffer): number {
  let status = 0;
  for (let index = STATUS_AT; index < STATUS_AT + 3; index += 1) {
    status = status * 10 + digit(data, index);
  }
  return status;
}

function contentLength(data: Buffer, headEnd: number): number {
  const at = data.indexOf(CONTENT_LENGTH);
  if (at === -1 || at > headEnd) throw new Error('An answer does not name its length.');
  let length = 0;
  for (
    let index = at + CONTENT_LENGTH.length;
    index < headEnd && data[index] !== CARRIAGE_RETURN;
    index += 1
  ) {
    length = length * 10 + digit(data, index);
  }
  return length;
}

function digit(data: Buffer, index: number): number {
  return (data[index] ?? DIGIT_0) - DIGIT_0;
}
