import { request } from '@boxoffice/testing';
import { useApi } from '../setup/use-api.ts';

interface Schema {
  readonly description?: string;
  readonly properties?: Record<string, Schema>;
}

interface Operation {
  readonly summary?: string;
  readonly tags?: string[];
  readonly responses: Record<string, { description?: string; content?: Record<string, unknown> }>;
  readonly parameters?: { name: string; in: string; description?: string }[];
}

interface Document {
  readonly openapi: string;
  readonly paths: Record<string, Record<string, Operation>>;
  readonly components: { schemas: Record<string, Schema> };
}

/** An answer for each documented operation of a fresh demo database, whose every id 1 exists. */
const BODIES: Record<string, unknown> = {
  'post /api/v1/booking/reserve': { userId: 1, tickets: [{ tier: 'GA', quantity: 1 }] },
  'post /api/v1/booking/confirm': { userId: 1, ticketIds: [1], paymentSimulation: 'fail' },
  'post /api/v1/booking/{id}/cancel': {},
  'post /api/v1/tickets/create': { gaCount: 1 },
  'post /api/v1/users': { name: 'Ada' },
};

describe('the documentation', () => {
  const api = useApi();
  let document: Document;
  let operations: { name: string; method: string; path: string; operation: Operation }[];

  beforeAll(async () => {
    document = (await request<Document>(`${api.process.url}/docs-json`)).body;
    operations = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({
        name: `${method} ${path}`,
        method,
        path,
        operation,
      })),
    );
  });

  it('is a page for people at /docs, and its parts come from here', async () => {
    const { status, body } = await request<string>(`${api.process.url}/docs`);
    expect(status).toBe(200);
    expect(body).toContain('Boxoffice API');
    expect(body).not.toMatch(/(src|href)="https?:/);
    const parts = [...body.matchAll(/(?:src|href)="([^"]+\.(?:js|css))"/g)].map(([, at]) => at);
    expect(parts.length).toBeGreaterThan(1);
    for (const part of parts) {
      const at = new URL(part ?? '', `${api.process.url}/docs`).href;
      expect({ part, status: (await request(at)).status }).toEqual({ part, status: 200 });
    }
  });

  it('is OpenAPI 3 for programs at /docs-json', () => {
    expect(document.openapi).toMatch(/^3\./);
  });

  it('has every endpoint of the contract', () => {
    expect(operations.map(({ name }) => name).sort()).toEqual([
      'get /api/v1',
      'get /api/v1/admin/audit',
      'get /api/v1/booking/user/{userId}',
      'get /api/v1/booking/{id}',
      'get /api/v1/events',
      'get /api/v1/events/{id}',
      'get /api/v1/tickets',
      'get /api/v1/tickets/{id}',
      'get /api/v1/users',
      'get /api/v1/users/{id}',
      'get /health',
      'post /api/v1/booking/confirm',
      'post /api/v1/booking/reserve',
      'post /api/v1/booking/{id}/cancel',
      'post /api/v1/booking/{id}/extend',
      'post /api/v1/tickets/create',
      'post /api/v1/users',
    ]);
  });

  it('says of every operation what it does, and of every answer when it is given', () => {
    for (const { name, operation } of operations) {
      expect({ name, ...operation }).toMatchObject({ name, summary: expect.stringMatching(/\S/) });
      for (const [status, { description }] of Object.entries(operation.responses)) {
        expect({ name, status, description }).toEqual({
          name,
          status,
          description: expect.stringMatching(/\S/),
        });
      }
    }
  });

  it('says of every parameter what it is', () => {
    const bare = operations.flatMap(({ name, operation }) =>
      (operation.parameters ?? [])
        .filter(({ description }) => !description)
        .map((parameter) => `${name}: ${parameter.name}`),
    );
    expect(bare).toEqual([]);
  });

  it('says of every property of every schema what it is', () => {
    const bare = Object.entries(document.components.schemas).flatMap(([schema, { properties }]) =>
      Object.entries(properties ?? {})
        .filter(([, { description }]) => !description)
        .map(([property]) => `${schema}.${property}`),
    );
    expect(Object.keys(document.components.schemas)).toEqual(
      expect.arrayContaining(['ReserveDto', 'ReservationDto', 'BookingDto', 'ProblemDto']),
    );
    expect(bare).toEqual([]);
  });

  it('describes errors as problem+json', () => {
    const errors = operations.flatMap(({ operation }) =>
      Object.entries(operation.responses).filter(([status]) => status.startsWith('4')),
    );
    expect(errors.length).toBeGreaterThan(10);
    for (const [, { content }] of errors) {
      expect(Object.keys(content ?? {})).toEqual(['application/problem+json']);
    }
  });

  it('documents no operation that does not answer as documented', async () => {
    for (const { name, method, path, operation } of operations) {
      const at = `${api.process.url}${path.replaceAll(/\{\w+\}/g, '1')}`;
      const { status } = await request(at, { method: method.toUpperCase(), body: BODIES[name] });
      expect({ name, documented: Object.keys(operation.responses) }).toEqual({
        name,
        documented: expect.arrayContaining([String(status)]),
      });
    }
  });
});
