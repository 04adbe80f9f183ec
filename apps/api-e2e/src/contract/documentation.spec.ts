import { request } from '@boxoffice/testing';
import { useApi } from '../setup/use-api.ts';

interface Schema {
  readonly description?: string;
  readonly properties?: Record<string, Schema>;
}

interface Answer {
  readonly description?: string;
  readonly headers?: Record<string, unknown>;
  readonly content?: Record<string, { examples?: Record<string, { value: Problem }> }>;
}

interface Problem {
  readonly code: string;
  readonly status: number;
  readonly title: string;
  readonly detail: string;
  readonly error: { status: number };
}

interface Operation {
  readonly summary?: string;
  readonly tags?: string[];
  readonly security?: Record<string, string[]>[];
  readonly responses: Record<string, Answer>;
  readonly parameters?: { name: string; in: string; description?: string }[];
}

interface Document {
  readonly openapi: string;
  readonly paths: Record<string, Record<string, Operation>>;
  readonly components: {
    schemas: Record<string, Schema>;
    securitySchemes: Record<string, { type: string; scheme: string }>;
  };
}

/** An answer for each documented operation of a fresh demo database, whose every id 1 exists. */
const BODIES: Record<string, unknown> = {
  'post /api/v1/booking/reserve': { userId: 1, tickets: [{ tier: 'GA', quantity: 1 }] },
  'post /api/v1/booking/confirm': { userId: 1, ticketIds: [1], paymentSimulation: 'fail' },
  'post /api/v1/booking/{id}/cancel': {},
  'post /api/v1/tickets/create': { gaCount: 1 },
  'post /api/v1/users': { name: 'Ada' },
  'patch /api/v1/organisers/{organiserId}': {},
  'patch /api/v1/organisers/{organiserId}/events/{eventId}': {},
};

describe('the documentation', () => {
  // One of its own: it calls every operation, and one of them cancels the demo event.
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

  it('has every endpoint, and no other', () => {
    expect(operations.map(({ name }) => name).sort()).toEqual([
      'delete /api/v1/bookings/{id}/transfers/{transferId}',
      'delete /api/v1/organisers/{organiserId}/door-devices/{deviceId}',
      'delete /api/v1/organisers/{organiserId}/events/{eventId}/allotments/{allotmentId}',
      'delete /api/v1/organisers/{organiserId}/events/{eventId}/codes/{codeId}',
      'delete /api/v1/organisers/{organiserId}/events/{eventId}/image',
      'delete /api/v1/organisers/{organiserId}/events/{eventId}/tiers/{tierId}',
      'delete /api/v1/organisers/{organiserId}/events/{eventId}/tiers/{tierId}/ticket-types/{ticketTypeId}',
      'delete /api/v1/organisers/{organiserId}/invitations/{invitationId}',
      'delete /api/v1/organisers/{organiserId}/members/{userId}',
      'delete /api/v1/organisers/{organiserId}/payment-settings/{provider}',
      'delete /api/v1/organisers/{organiserId}/webhooks/{webhookId}',
      'get /api/v1',
      'get /api/v1/account',
      'get /api/v1/account/data',
      'get /api/v1/account/sessions',
      'get /api/v1/admin/audit',
      'get /api/v1/admin/users',
      'get /api/v1/booking/user/{userId}',
      'get /api/v1/booking/{id}',
      'get /api/v1/booking/{id}/attendees',
      'get /api/v1/booking/{id}/ticket-codes',
      'get /api/v1/booking/{id}/tickets.pdf',
      'get /api/v1/booking/{id}/timeline',
      'get /api/v1/bookings/{id}/invoice.pdf',
      'get /api/v1/bookings/{id}/papers',
      'get /api/v1/bookings/{id}/papers/{paperId}',
      'get /api/v1/bookings/{id}/papers/{paperId}/e-invoice.xml',
      'get /api/v1/bookings/{id}/payments',
      'get /api/v1/bookings/{id}/receipt.pdf',
      'get /api/v1/bookings/{id}/refund-offer',
      'get /api/v1/bookings/{id}/transfers',
      'get /api/v1/door',
      'get /api/v1/door/events/{eventId}',
      'get /api/v1/events',
      'get /api/v1/events/{id}',
      'get /api/v1/events/{id}/calendar.ics',
      'get /api/v1/events/{id}/organiser',
      'get /api/v1/events/{id}/payment-methods',
      'get /api/v1/events/{id}/poster.png',
      'get /api/v1/events/{id}/poster.svg',
      'get /api/v1/exports',
      'get /api/v1/images/{key}/{file}',
      'get /api/v1/organisers',
      'get /api/v1/organisers/{organiserId}',
      'get /api/v1/organisers/{organiserId}/door-devices',
      'get /api/v1/organisers/{organiserId}/events',
      'get /api/v1/organisers/{organiserId}/events/{eventId}',
      'get /api/v1/organisers/{organiserId}/events/{eventId}/admission',
      'get /api/v1/organisers/{organiserId}/events/{eventId}/allotments',
      'get /api/v1/organisers/{organiserId}/events/{eventId}/announcements',
      'get /api/v1/organisers/{organiserId}/events/{eventId}/bookings',
      'get /api/v1/organisers/{organiserId}/events/{eventId}/bookings/{bookingId}',
      'get /api/v1/organisers/{organiserId}/events/{eventId}/bookings/{bookingId}/attendees',
      'get /api/v1/organisers/{organiserId}/events/{eventId}/bookings/{bookingId}/invoice.pdf',
      'get /api/v1/organisers/{organiserId}/events/{eventId}/bookings/{bookingId}/papers',
      'get /api/v1/organisers/{organiserId}/events/{eventId}/bookings/{bookingId}/payments',
      'get /api/v1/organisers/{organiserId}/events/{eventId}/bookings/{bookingId}/receipt.pdf',
      'get /api/v1/organisers/{organiserId}/events/{eventId}/bookings/{bookingId}/ticket-codes',
      'get /api/v1/organisers/{organiserId}/events/{eventId}/cancellation',
      'get /api/v1/organisers/{organiserId}/events/{eventId}/cancellation/refunds',
      'get /api/v1/organisers/{organiserId}/events/{eventId}/checklist',
      'get /api/v1/organisers/{organiserId}/events/{eventId}/codes',
      'get /api/v1/organisers/{organiserId}/events/{eventId}/counter-sales',
      'get /api/v1/organisers/{organiserId}/events/{eventId}/counter-sales/{bookingId}',
      'get /api/v1/organisers/{organiserId}/events/{eventId}/figures',
      'get /api/v1/organisers/{organiserId}/events/{eventId}/guests',
      'get /api/v1/organisers/{organiserId}/events/{eventId}/preview',
      'get /api/v1/organisers/{organiserId}/events/{eventId}/questions',
      'get /api/v1/organisers/{organiserId}/events/{eventId}/waitlist',
      'get /api/v1/organisers/{organiserId}/invitations',
      'get /api/v1/organisers/{organiserId}/invoice-settings',
      'get /api/v1/organisers/{organiserId}/invoices',
      'get /api/v1/organisers/{organiserId}/invoices/{invoiceId}',
      'get /api/v1/organisers/{organiserId}/invoices/{invoiceId}/e-invoice.xml',
      'get /api/v1/organisers/{organiserId}/ledger',
      'get /api/v1/organisers/{organiserId}/members',
      'get /api/v1/organisers/{organiserId}/payment-settings',
      'get /api/v1/organisers/{organiserId}/payment-settings/{provider}',
      'get /api/v1/organisers/{organiserId}/series',
      'get /api/v1/organisers/{organiserId}/series/{seriesId}',
      'get /api/v1/organisers/{organiserId}/series/{seriesId}/buyers',
      'get /api/v1/organisers/{organiserId}/takings',
      'get /api/v1/organisers/{organiserId}/ticket-keys',
      'get /api/v1/organisers/{organiserId}/webhooks',
      'get /api/v1/organisers/{organiserId}/webhooks/{webhookId}',
      'get /api/v1/organisers/{organiserId}/webhooks/{webhookId}/deliveries',
      'get /api/v1/organisers/{organiserId}/webhooks/{webhookId}/deliveries/{deliveryId}',
      'get /api/v1/series/{id}',
      'get /api/v1/tickets',
      'get /api/v1/tickets/{id}',
      'get /api/v1/users',
      'get /api/v1/users/{id}',
      'get /api/v1/waitlist/user/{userId}',
      'get /health',
      'get /livez',
      'get /readyz',
      'patch /api/v1/organisers/{organiserId}',
      'patch /api/v1/organisers/{organiserId}/events/{eventId}',
      'patch /api/v1/organisers/{organiserId}/events/{eventId}/allotments/{allotmentId}',
      'patch /api/v1/organisers/{organiserId}/events/{eventId}/codes/{codeId}',
      'patch /api/v1/organisers/{organiserId}/events/{eventId}/image',
      'patch /api/v1/organisers/{organiserId}/events/{eventId}/waitlist',
      'patch /api/v1/organisers/{organiserId}/members/{userId}',
      'patch /api/v1/organisers/{organiserId}/series/{seriesId}',
      'patch /api/v1/organisers/{organiserId}/webhooks/{webhookId}',
      'post /api/v1/account/erase',
      'post /api/v1/account/language',
      'post /api/v1/account/name',
      'post /api/v1/account/password',
      'post /api/v1/account/sessions/{id}/end',
      'post /api/v1/account/sign-out-everywhere',
      'post /api/v1/account/two-factor/begin',
      'post /api/v1/account/two-factor/disable',
      'post /api/v1/account/two-factor/enable',
      'post /api/v1/account/two-factor/recovery-codes',
      'post /api/v1/admin/users/{id}/disable',
      'post /api/v1/admin/users/{id}/enable',
      'post /api/v1/admin/users/{id}/role',
      'post /api/v1/auth/forgot-password',
      'post /api/v1/auth/guest',
      'post /api/v1/auth/guest-link',
      'post /api/v1/auth/refresh',
      'post /api/v1/auth/register',
      'post /api/v1/auth/resend-verification',
      'post /api/v1/auth/reset-password',
      'post /api/v1/auth/sign-in',
      'post /api/v1/auth/sign-in/second-factor',
      'post /api/v1/auth/sign-out',
      'post /api/v1/auth/verify-email',
      'post /api/v1/booking/confirm',
      'post /api/v1/booking/reserve',
      'post /api/v1/booking/{id}/cancel',
      'post /api/v1/booking/{id}/extend',
      'post /api/v1/booking/{id}/mail',
      'post /api/v1/bookings/{id}/payments',
      'post /api/v1/bookings/{id}/payments/{paymentId}/complete',
      'post /api/v1/bookings/{id}/refunds',
      'post /api/v1/bookings/{id}/transfers',
      'post /api/v1/door/devices',
      'post /api/v1/door/events/{eventId}/scans',
      'post /api/v1/events/{id}/codes',
      'post /api/v1/events/{id}/waitlist',
      'post /api/v1/organisers',
      'post /api/v1/organisers/invitations/accept',
      'post /api/v1/organisers/{organiserId}/door-devices',
      'post /api/v1/organisers/{organiserId}/door-devices/own',
      'post /api/v1/organisers/{organiserId}/events',
      'post /api/v1/organisers/{organiserId}/events/{eventId}/allotments',
      'post /api/v1/organisers/{organiserId}/events/{eventId}/allotments/{allotmentId}/release',
      'post /api/v1/organisers/{organiserId}/events/{eventId}/announcements',
      'post /api/v1/organisers/{organiserId}/events/{eventId}/bookings/{bookingId}/cancel',
      'post /api/v1/organisers/{organiserId}/events/{eventId}/bookings/{bookingId}/mail',
      'post /api/v1/organisers/{organiserId}/events/{eventId}/bookings/{bookingId}/payments/{paymentId}/mark-paid',
      'post /api/v1/organisers/{organiserId}/events/{eventId}/bookings/{bookingId}/refunds',
      'post /api/v1/organisers/{organiserId}/events/{eventId}/bookings/{bookingId}/ticket-codes/{ticketId}/replace',
      'post /api/v1/organisers/{organiserId}/events/{eventId}/cancel',
      'post /api/v1/organisers/{organiserId}/events/{eventId}/cancellation/refunds/continue',
      'post /api/v1/organisers/{organiserId}/events/{eventId}/cancellation/refunds/stop',
      'post /api/v1/organisers/{organiserId}/events/{eventId}/codes',
      'post /api/v1/organisers/{organiserId}/events/{eventId}/codes/bulk',
      'post /api/v1/organisers/{organiserId}/events/{eventId}/counter-sales',
      'post /api/v1/organisers/{organiserId}/events/{eventId}/duplicate',
      'post /api/v1/organisers/{organiserId}/events/{eventId}/exports',
      'post /api/v1/organisers/{organiserId}/events/{eventId}/pause',
      'post /api/v1/organisers/{organiserId}/events/{eventId}/publish',
      'post /api/v1/organisers/{organiserId}/events/{eventId}/resume',
      'post /api/v1/organisers/{organiserId}/events/{eventId}/tiers',
      'post /api/v1/organisers/{organiserId}/events/{eventId}/tiers/{tierId}/ticket-types',
      'post /api/v1/organisers/{organiserId}/invitations',
      'post /api/v1/organisers/{organiserId}/invoices/exports',
      'post /api/v1/organisers/{organiserId}/ledger/exports',
      'post /api/v1/organisers/{organiserId}/payment-settings/{provider}/test',
      'post /api/v1/organisers/{organiserId}/series',
      'post /api/v1/organisers/{organiserId}/series/{seriesId}/cancel',
      'post /api/v1/organisers/{organiserId}/series/{seriesId}/dates',
      'post /api/v1/organisers/{organiserId}/series/{seriesId}/pause',
      'post /api/v1/organisers/{organiserId}/series/{seriesId}/publish',
      'post /api/v1/organisers/{organiserId}/series/{seriesId}/resume',
      'post /api/v1/organisers/{organiserId}/takings/exports',
      'post /api/v1/organisers/{organiserId}/ticket-keys',
      'post /api/v1/organisers/{organiserId}/webhooks',
      'post /api/v1/organisers/{organiserId}/webhooks/{webhookId}/deliveries/{deliveryId}/replay',
      'post /api/v1/organisers/{organiserId}/webhooks/{webhookId}/replay',
      'post /api/v1/organisers/{organiserId}/webhooks/{webhookId}/secret',
      'post /api/v1/organisers/{organiserId}/webhooks/{webhookId}/test',
      'post /api/v1/payments/providers/{provider}/{organiserId}/events',
      'post /api/v1/ticket-transfers/accept',
      'post /api/v1/ticket-transfers/look',
      'post /api/v1/tickets/create',
      'post /api/v1/users',
      'post /api/v1/waitlist/{id}/leave',
      'put /api/v1/booking/{id}/attendees',
      'put /api/v1/bookings/{id}/billing',
      'put /api/v1/organisers/{organiserId}/events/{eventId}/admission',
      'put /api/v1/organisers/{organiserId}/events/{eventId}/bookings/{bookingId}/attendees',
      'put /api/v1/organisers/{organiserId}/events/{eventId}/bookings/{bookingId}/buyer',
      'put /api/v1/organisers/{organiserId}/events/{eventId}/image',
      'put /api/v1/organisers/{organiserId}/events/{eventId}/questions',
      'put /api/v1/organisers/{organiserId}/events/{eventId}/tiers/order',
      'put /api/v1/organisers/{organiserId}/events/{eventId}/tiers/{tierId}',
      'put /api/v1/organisers/{organiserId}/events/{eventId}/tiers/{tierId}/capacity',
      'put /api/v1/organisers/{organiserId}/events/{eventId}/tiers/{tierId}/ticket-types/order',
      'put /api/v1/organisers/{organiserId}/events/{eventId}/tiers/{tierId}/ticket-types/{ticketTypeId}',
      'put /api/v1/organisers/{organiserId}/invoice-settings',
      'put /api/v1/organisers/{organiserId}/payment-settings/{provider}',
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

  it('has a way to authorize, and asks for it where the rule of a route does', async () => {
    expect(document.components.securitySchemes).toEqual({
      accessToken: expect.objectContaining({ type: 'http', scheme: 'bearer' }),
    });
    for (const { name, method, path, operation } of operations) {
      const at = `${api.process.url}${path.replaceAll(/\{\w+\}/g, '1')}`;
      const { status } = await request(at, {
        method: method.toUpperCase(),
        headers: { authorization: 'Bearer none' },
        body: method === 'post' ? {} : undefined,
      });
      // To renew a session takes its cookie, and no token.
      const wantsToken = status === 401 && name !== 'post /api/v1/auth/refresh';
      const mayGoWithout = name === 'get /api/v1/tickets/{id}';
      expect({ name, security: operation.security ?? [] }).toEqual({
        name,
        security: wantsToken ? [...(mayGoWithout ? [{}] : []), { accessToken: [] }] : [],
      });
    }
  });

  it('has an example of its own for each problem', () => {
    const details = new Map<string, Set<string>>();
    for (const { name, operation } of operations) {
      for (const [status, { description = '', content }] of Object.entries(operation.responses)) {
        const problems = content?.['application/problem+json'];
        if (!problems) continue;
        const codes = [...description.matchAll(/`([A-Z_]+)`:/g)].map(([, code]) => code);
        const examples = Object.entries(problems.examples ?? {});
        expect({ name, status, codes: examples.map(([code]) => code) }).toEqual({
          name,
          status,
          codes,
        });
        for (const [code, { value }] of examples) {
          expect(value).toMatchObject({
            code,
            status: Number(status),
            error: { status: Number(status) },
          });
          details.set(code, (details.get(code) ?? new Set()).add(value.detail));
        }
      }
    }
    const sentences = [...details.values()].flatMap((said) => [...said]);
    expect(new Set(sentences).size).toBe(details.size);
    expect(details.size).toBeGreaterThan(30);
  });

  it('says that caches may keep what is the same for everybody', () => {
    const kept = operations.filter(({ operation }) => '304' in operation.responses);
    // That of a door's list is asked for by its device, which keeps it itself.
    expect(kept.map(({ name }) => name).sort()).toEqual([
      'get /api/v1/door/events/{eventId}',
      'get /api/v1/events',
      'get /api/v1/events/{id}',
      'get /api/v1/images/{key}/{file}',
      'get /api/v1/series/{id}',
      'get /api/v1/tickets',
    ]);
  });

  it('says where an answer may be a replay', () => {
    const keyed = operations.filter(({ operation }) =>
      operation.parameters?.some(({ name }) => name === 'Idempotency-Key'),
    );
    const replaying = operations.filter(({ operation }) =>
      Object.values(operation.responses).some(
        ({ headers }) => 'Idempotency-Replayed' in (headers ?? {}),
      ),
    );
    expect(keyed.length).toBeGreaterThan(5);
    expect(replaying.map(({ name }) => name)).toEqual(keyed.map(({ name }) => name));
  });

  it.each<[string, 'get' | 'post', (url: string) => [string, RequestInit]]>([
    ['no JSON', 'post', (url) => [url, withBody('{')]],
    ['a text', 'post', (url) => [url, withBody('a', 'text/plain')]],
    ['a body that is too large', 'post', (url) => [url, withBody(`"${'a'.repeat(200_000)}"`)]],
    ['a body of another shape', 'post', (url) => [url, withBody('{"userId":{}}')]],
    ['an id that is none', 'get', (url) => [url.replace(/\/1$/, '/x'), {}]],
    ['an id that is nowhere', 'get', (url) => [url.replace(/\/1$/, '/987654321'), {}]],
    [
      'a query of 40 fields',
      'get',
      (url) => [`${url}?${Array.from({ length: 40 }, (_, field) => `f${field}=1`).join('&')}`, {}],
    ],
    [
      'a page of another site',
      'post',
      (url) => [
        url,
        {
          ...withBody('{}'),
          headers: { origin: 'https://other.example', 'content-type': 'application/json' },
        },
      ],
    ],
  ])('documents what every operation answers to %s', async (_, asked, requestFor) => {
    for (const { name, method, path, operation } of operations) {
      if (method !== asked) continue;
      const [at, init] = requestFor(`${api.process.url}${path.replaceAll(/\{\w+\}/g, '1')}`);
      const response = await fetch(at, { method: method.toUpperCase(), ...init });
      // A picture or a calendar is none of the answers that have a code.
      const isJson = /\bjson\b/.test(response.headers.get('content-type') ?? '');
      const { code } = isJson ? ((await response.json()) as { code?: string }) : {};
      const documented = operation.responses[response.status];
      expect({ name, status: response.status, isDocumented: documented !== undefined }).toEqual({
        name,
        status: response.status,
        isDocumented: true,
      });
      if (code === undefined) continue;
      const examples = documented?.content?.['application/problem+json']?.examples ?? {};
      expect({ name, codes: Object.keys(examples) }).toEqual({
        name,
        codes: expect.arrayContaining([code]),
      });
    }
  });
});

function withBody(body: string, type = 'application/json'): RequestInit {
  return { body, headers: { 'content-type': type } };
}
