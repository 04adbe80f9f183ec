export interface RequestOptions {
  readonly method?: string;
  /** Sent as JSON; a string is sent as it stands, so that a test can send what is not JSON. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Response<Body> {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Body;
}

/**
 * One HTTP request, JSON in and out. Any number may be under way: Node's fetch opens as many
 * connections as there are requests. The caller names the body's type and so asserts it.
 */
export async function request<Body = unknown>(
  url: string,
  { method, body, headers = {} }: RequestOptions = {},
): Promise<Response<Body>> {
  const hasBody = body !== undefined;
  const response = await fetch(url, {
    method: method ?? (hasBody ? 'POST' : 'GET'),
    headers: hasBody ? { 'content-type': 'application/json', ...headers } : { ...headers },
    redirect: 'manual',
    ...(hasBody && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  const isJson = /[/+]json\b/.test(response.headers.get('content-type') ?? '');
  return {
    status: response.status,
    headers: Object.fromEntries(response.headers),
    body: (isJson && text !== '' ? JSON.parse(text) : text) as Body,
  };
}
