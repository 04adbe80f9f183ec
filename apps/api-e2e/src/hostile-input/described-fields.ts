import { request } from '@boxoffice/testing';
import type { ApiUnderTest } from '../setup/api-under-test.ts';

interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly example?: unknown;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly allOf?: readonly Schema[];
}

interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
}

interface Operation {
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { schema: Schema }>> };
}

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

/** A request that is as described, but for one field. */
export interface HostileRequest {
  readonly field: string;
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** A place where a caller writes something. */
export interface Field {
  readonly name: string;
  readonly place: 'path' | 'query' | 'header' | 'body';
  readonly with: (value: unknown) => HostileRequest;
}

/** What a path names where its own field is not the strange one. */
export const EXAMPLE_ID = '900';

/** Every field of every request that the API describes: path, query, header and body, at any depth. */
export async function describedFields(api: ApiUnderTest): Promise<Field[]> {
  const { body: document } = await request<Document>(`${api.process.url}/docs-json`);
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([method, operation]) =>
      fieldsOf(document, api.process.url, method, path, operation),
    ),
  );
}

function fieldsOf(
  document: Document,
  server: string,
  method: string,
  path: string,
  { parameters = [], requestBody }: Operation,
): Field[] {
  const schema = requestBody?.content['application/json']?.schema;
  const example = schema && exampleOf(document, schema);
  const ask = (
    field: string,
    { at = path, query = '', headers = {}, body = example }: AskedFor,
  ): HostileRequest => ({
    field: `${method} ${path}: ${field}`,
    method: method.toUpperCase(),
    url: `${server}${at.replaceAll(/\{\w+\}/g, EXAMPLE_ID)}${query}`,
    headers,
    body,
  });
  const inParameters = parameters.map(({ name, in: place }): Field => ({
    name,
    place,
    with: (value) => ask(`${place} ${name}`, placed(path, place, name, textOf(value))),
  }));
  const inBody = placesIn(example).map((place): Field => ({
    name: place.join('.'),
    place: 'body',
    with: (value) => ask(place.join('.'), { body: replaced(example, place, value) }),
  }));
  return [...inParameters, ...inBody];
}

interface AskedFor {
  readonly at?: string;
  readonly query?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

function placed(path: string, place: Parameter['in'], name: string, text: string): AskedFor {
  if (place === 'header') return { headers: { [name]: text } };
  const encoded = encodeURIComponent(text);
  if (place === 'query') return { query: `?${name}=${encoded}` };
  return { at: path.replace(`{${name}}`, encoded) };
}

/** As a part of an address or a header, which are text. */
function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function exampleOf(document: Document, schema: Schema): unknown {
  const { $ref, example, allOf, properties, items } = schema;
  if (example !== undefined) return example;
  if ($ref !== undefined) {
    const named = document.components.schemas[$ref.split('/').at(-1) ?? ''];
    return exampleOf(document, named ?? {});
  }
  if (allOf?.[0]) return exampleOf(document, allOf[0]);
  if (properties) {
    return Object.fromEntries(
      Object.entries(properties).map(([name, property]) => [name, exampleOf(document, property)]),
    );
  }
  return items ? [exampleOf(document, items)] : 'x';
}

type Place = readonly (string | number)[];

/** The body itself, and everything in it. */
function placesIn(value: unknown): Place[] {
  if (typeof value !== 'object' || value === null) return value === undefined ? [] : [[]];
  const below = Object.entries(value).flatMap(([key, content]) =>
    placesIn(content).map((place) => [Array.isArray(value) ? Number(key) : key, ...place]),
  );
  return [[], ...below];
}

function replaced(value: unknown, [key, ...rest]: Place, by: unknown): unknown {
  if (key === undefined) return by;
  if (Array.isArray(value)) {
    return value.map((one: unknown, index) => (index === key ? replaced(one, rest, by) : one));
  }
  const fields = value as Record<string, unknown>;
  return { ...fields, [key]: replaced(fields[key], rest, by) };
}
