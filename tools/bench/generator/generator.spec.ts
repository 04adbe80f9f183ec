import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { load } from './load.ts';
import { TURNS_A_TOKEN, type Sales } from './job.ts';
import { indexOfTurn, reserveBody, ticketIds } from './requests.ts';

type Answer = (socket: Socket, request: string) => Promise<void> | void;

function http(status: string, body: string): string {
  return `HTTP/1.1 ${status}\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
}

describe('the load generator', () => {
  let server: Server;
  let answer: Answer;
  const requests: string[] = [];

  beforeAll(async () => {
    server = createServer((socket) => {
      socket.on('data', (chunk) => {
        requests.push(chunk.toString());
        void answer(socket, chunk.toString());
      });
      socket.on('error', () => undefined);
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
  });

  beforeEach(() => requests.splice(0));
  afterAll(() => server.close());

  function port(): number {
    return (server.address() as AddressInfo).port;
  }

  function sales(kind: Sales['kind'], times: number, sent: Pick<Sales, 'tokens' | 'withKey'> = {}) {
    const lines = [{ tier: 'GA', quantity: 2 }];
    const work = { kind, eventId: '7', lines, buyers: 3, ...sent };
    return { port: port(), connections: 1, work, extent: { times } };
  }

  const reserved = http('200 OK', '{"data":{"reservedTickets":[{"id":"11"},{"id":"12"}]}}');

  it('pays for the tickets that the answer names, as the buyer who reserved them', async () => {
    answer = (socket) => void socket.write(reserved);
    const result = await load(sales('flow', 2));
    expect(result).toMatchObject({ counted: 2, reservations: 2, payments: 2, failures: {} });
    const bodies = requests.map((text) => text.slice(text.indexOf('{')));
    expect(bodies).toEqual([
      reserveBody(1, '7', [{ tier: 'GA', quantity: 2 }]),
      '{"userId":"1","ticketIds":["11","12"]}',
      reserveBody(2, '7', [{ tier: 'GA', quantity: 2 }]),
      '{"userId":"2","ticketIds":["11","12"]}',
    ]);
  });

  /** What each request said of a header, and the buyer whom its body names. */
  function said(header: string): (string | undefined)[][] {
    const pattern = new RegExp(`^${header}: (.*)\r$`, 'm');
    return requests.map((text) => [pattern.exec(text)?.[1], /"userId":"(\d+)"/.exec(text)?.[1]]);
  }

  it('sends neither token nor key where none is asked for', async () => {
    answer = (socket) => void socket.write(reserved);
    await load(sales('reserve', 1));
    expect([...said('Authorization'), ...said('Idempotency-Key')]).toEqual([
      [undefined, '1'],
      [undefined, '1'],
    ]);
  });

  it('sends each buyer’s token, to reserve and to pay', async () => {
    answer = (socket) => void socket.write(reserved);
    await load(sales('flow', 4, { tokens: ['a', 'b', 'c'] }));
    expect(said('Authorization')).toEqual([
      ['Bearer a', '1'],
      ['Bearer a', '1'],
      ['Bearer b', '2'],
      ['Bearer b', '2'],
      ['Bearer c', '3'],
      ['Bearer c', '3'],
      ['Bearer a', '1'],
      ['Bearer a', '1'],
    ]);
  });

  it('sends a key of its own with every request, and still names the length of the body', async () => {
    answer = (socket) => void socket.write(reserved);
    expect(await load(sales('flow', 4, { withKey: true }))).toMatchObject({ payments: 4 });
    const keys = said('Idempotency-Key').map(([key]) => key);
    expect(new Set(keys).size).toBe(8);
    for (const key of keys) expect(key).toMatch(/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/);
    for (const text of requests) {
      const [head = '', body = ''] = text.split('\r\n\r\n');
      expect(head).toContain(`Content-Length: ${Buffer.byteLength(body)}`);
    }
  });

  it('reads answers that come in pieces', async () => {
    answer = async (socket) => {
      for (const piece of [reserved.slice(0, 20), reserved.slice(20, 50), reserved.slice(50)]) {
        socket.write(piece);
        await nextTurn();
      }
    };
    expect(await load(sales('flow', 3))).toMatchObject({ counted: 3, payments: 3, failures: {} });
  });

  it('counts no failure as a success, and says what it was', async () => {
    let answered = 0;
    answer = (socket) => {
      answered += 1;
      socket.write(
        answered % 2 === 0 ? reserved : http('503 Service Unavailable', '{"code":"BUSY"}'),
      );
    };
    expect(await load(sales('reserve', 10))).toMatchObject({
      counted: 5,
      reservations: 5,
      failures: { '503 BUSY': 5 },
    });
  });

  it('gives up when a connection is lost', async () => {
    answer = (socket) => void socket.destroy();
    await expect(load(sales('reserve', 1))).rejects.toThrow('was lost');
  });

  it('notes when each tenth is done', async () => {
    answer = (socket) => void socket.write(reserved);
    const { tenthsMs } = await load(sales('reserve', 20));
    expect(tenthsMs).toHaveLength(10);
    expect([...tenthsMs].sort((a, b) => a - b)).toEqual(tenthsMs);
  });
});

describe('the token of a turn', () => {
  const buyers = 100;
  const turns = Array.from({ length: buyers * TURNS_A_TOKEN * 3 }, (_, turn) => turn);

  it('is one of the buyer whose turn it is', () => {
    expect(turns.every((turn) => indexOfTurn(turn, buyers) % buyers === turn % buyers)).toBe(true);
  });

  it('is a new one in a tenth of all turns, once each buyer has had the first', () => {
    const tokens = turns.map((turn) => indexOfTurn(turn, buyers));
    const isNew = tokens.map((token, turn) => tokens.indexOf(token) === turn);
    for (let first = buyers; first < turns.length; first += TURNS_A_TOKEN) {
      expect(isNew.slice(first, first + TURNS_A_TOKEN).filter(Boolean)).toHaveLength(1);
    }
  });
});

describe('ticketIds', () => {
  it('are the fields with that very name', () => {
    const body = Buffer.from('{"bookingId":"9","eventId":"1","reservedTickets":[{"id":"5"}]}');
    expect(ticketIds(body)).toEqual(['5']);
  });
});
