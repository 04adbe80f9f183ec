import { once } from 'node:events';
import { createServer, get, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pipeline, Readable } from 'node:stream';
import { jest } from '@jest/globals';
import type { Settings } from '../../../platform/config/settings.js';
import { csvOf } from '../formats/csv.js';
import type { Row, Sheet } from '../sheet.js';
import { ExportSlots } from './export-slots.js';
import { StallTimeout } from './stall-timeout.js';

const PAUSE_MAX_MS = 60_000;

describe('a download', () => {
  let server: Server;
  let slots: ExportSlots;
  /** How many batches were taken of all downloads. */
  let batches: number;

  beforeEach(async () => {
    jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask'] });
    slots = new ExportSlots({ EXPORTS_AT_ONCE: 1 } as Settings);
    batches = 0;
    server = createServer((_, response) => {
      const release = slots.take();
      const stall = new StallTimeout(PAUSE_MAX_MS);
      async function* rows(): AsyncGenerator<Row[]> {
        for (;;) {
          batches += 1;
          stall.tookMore();
          yield [['x'.repeat(50_000)]];
          // A database answers later, too.
          await new Promise(setImmediate);
        }
      }
      const columns = [{ heading: 'Text', kind: 'text' as const }];
      const sheet: Sheet = { name: 'All', columns, rows: rows(), currency: 'EUR', language: 'en' };
      const content = Readable.from(csvOf(sheet), { objectMode: false });
      stall.watch(content);
      content.once('close', release);
      pipeline(content, response, () => undefined);
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
  });

  afterEach(() => {
    jest.useRealTimers();
    server.closeAllConnections();
    server.close();
  });

  async function open(): Promise<IncomingMessage> {
    const request = get({ port: (server.address() as AddressInfo).port, agent: false });
    const [response] = (await once(request, 'response')) as [IncomingMessage];
    response.on('error', () => undefined);
    return response;
  }

  /** Until no more is taken: every buffer on the way is full. */
  async function untilStalled(): Promise<void> {
    for (let before = -1, same = 0; same < 50; before = batches) {
      await new Promise(setImmediate);
      same = batches === before ? same + 1 : 0;
    }
  }

  it('that nobody reads gives its slot back, and not before its time', async () => {
    const response = await open();
    response.pause();
    await untilStalled();
    const cut = new Promise((resolve) => response.once('close', resolve));
    jest.advanceTimersByTime(PAUSE_MAX_MS - 1);
    expect(() => slots.requireFree()).toThrow('Other exports are under way');
    jest.advanceTimersByTime(1);
    response.resume();
    await cut;
    expect(response.complete).toBe(false);
    expect(() => slots.requireFree()).not.toThrow();
  });

  it('that is read slowly goes on for as long as it takes', async () => {
    const response = await open();
    response.pause();
    for (let reading = 0; reading < 5; reading += 1) {
      await untilStalled();
      jest.advanceTimersByTime(PAUSE_MAX_MS - 1);
      const before = batches;
      while (batches === before) {
        response.read();
        await new Promise(setImmediate);
      }
    }
    expect(() => slots.requireFree()).toThrow('Other exports are under way');
    expect(response.destroyed).toBe(false);
  });
});
