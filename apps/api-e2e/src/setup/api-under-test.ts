import {
  request,
  watchForFailures,
  type RequestOptions,
  type Response,
  type RunningApi,
  type TestDatabase,
} from '@boxoffice/testing';
import {
  PROCESSES,
  startApiGroup,
  startApiProcess,
  type ApiGroup,
  type Settings,
} from './api-group.ts';
import { DatabaseWindow } from './database-window.ts';
import { sharedApis } from './shared-apis.ts';

export type { Settings } from './api-group.ts';

/** An API process on a database of its own, which holds the demo data. */
export class ApiUnderTest {
  #group?: ApiGroup;
  #window?: DatabaseWindow;
  #posts = 0;

  /**
   * @param settings beside the usual ones, or instead of them
   * @param count how many processes stand on the database; one, where a test is about a single process. With
   *   several, each takes its turn at what is posted.
   * @param shared whether other test files use the same processes and the same database
   * @param makeDatabase makes a database with the current schema, on a server that a test may end
   */
  constructor(
    private readonly settings: Settings = {},
    private readonly count = PROCESSES,
    private readonly shared = false,
    private readonly makeDatabase?: () => Promise<TestDatabase>,
  ) {}

  async start(): Promise<void> {
    this.#group = this.shared
      ? await sharedApis().get(this.settings, this.count)
      : await startApiGroup(this.settings, this.count, this.makeDatabase);
    if (this.shared) for (const { port, log } of this.#processes) watchForFailures(port, log);
    this.#window = new DatabaseWindow(this.databaseUrl);
  }

  /** Starts the first process anew, on the same database and another port; the others go on. */
  async restart(settings: Settings = {}): Promise<void> {
    if (this.shared) throw new Error('Others use this API: whoever ends it needs one of its own.');
    this.#processes[0] = await this.startAnother(settings);
  }

  /** Starts one more process on the same database; the caller ends it. */
  async startAnother(settings: Settings = {}, port?: number): Promise<RunningApi> {
    return startApiProcess(this.databaseUrl, { ...this.settings, ...settings }, port);
  }

  async end(): Promise<void> {
    await this.#window?.close();
    if (this.shared || this.#group === undefined) return;
    await Promise.all(this.#processes.map((one) => one.stop()));
    await this.#group.drop();
  }

  get process(): RunningApi {
    return started(this.#processes[0]);
  }

  get sql(): DatabaseWindow {
    return started(this.#window);
  }

  get databaseUrl(): string {
    return started(this.#group).databaseUrl;
  }

  /** Address of a path below the API's prefix. */
  at(path: string): string {
    return `${this.process.url}/api/v1${path}`;
  }

  /** Asks for a path below the API's prefix. */
  async get<Body>(path: string, options: RequestOptions = {}): Promise<Response<Body>> {
    return request<Body>(this.at(path), options);
  }

  /** Posts to a path below the API's prefix. */
  async post<Body>(
    path: string,
    body?: unknown,
    options: RequestOptions = {},
  ): Promise<Response<Body>> {
    return request<Body>(this.#inTurn(path), { method: 'POST', body, ...options });
  }

  /** Changes a part of what is at a path below the API's prefix. */
  async patch<Body>(
    path: string,
    body?: unknown,
    options: RequestOptions = {},
  ): Promise<Response<Body>> {
    return this.post<Body>(path, body, { method: 'PATCH', ...options });
  }

  /** Replaces what is at a path below the API's prefix. */
  async put<Body>(
    path: string,
    body?: unknown,
    options: RequestOptions = {},
  ): Promise<Response<Body>> {
    return this.post<Body>(path, body, { method: 'PUT', ...options });
  }

  /** Deletes what is at a path below the API's prefix. */
  async delete<Body>(path: string, options: RequestOptions = {}): Promise<Response<Body>> {
    return this.post<Body>(path, undefined, { method: 'DELETE', ...options });
  }

  /** The address of a path at one process after the other. */
  #inTurn(path: string): string {
    const all = this.#processes;
    this.#posts += 1;
    return `${all[this.#posts % all.length]?.url ?? ''}/api/v1${path}`;
  }

  get #processes(): RunningApi[] {
    return started(this.#group).processes;
  }
}

function started<T>(part: T | undefined): T {
  if (part === undefined) throw new Error('The API under test has not been started.');
  return part;
}
