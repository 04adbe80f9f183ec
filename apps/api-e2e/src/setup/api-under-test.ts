import {
  createTestDatabase,
  request,
  startApi,
  type RequestOptions,
  type Response,
  type RunningApi,
  type TestDatabase,
} from '@boxoffice/testing';
import { DatabaseWindow } from './database-window.ts';
import { demoTemplate } from './demo-template.ts';

/** Settings of the API as the tests mostly want it. */
const SETTINGS = {
  DEMO_IDENTITY: 'on',
  // Twenty times as often as usual, so that no test waits a second for a sweep.
  EXPIRY_SWEEP_INTERVAL_MS: '50',
};

/**
 * How many processes of the API stand on each database. With several, each takes its turn at what is
 * posted.
 */
const PROCESSES = Number(process.env.BOXOFFICE_TEST_PROCESSES ?? 1);

export type Settings = Readonly<Record<string, string>>;

/** An API process on a database of its own, which holds the demo data. */
export class ApiUnderTest {
  #database?: TestDatabase;
  #window?: DatabaseWindow;
  #process?: RunningApi;
  /** The other processes on the same database, where the tests are run on several. */
  readonly #others: RunningApi[] = [];
  #posts = 0;

  /**
   * @param settings beside the usual ones, or instead of them
   * @param processes how many stand on the database; one, where a test is about a single process
   */
  constructor(
    private readonly settings: Settings = {},
    private readonly processes = PROCESSES,
  ) {}

  async start(): Promise<void> {
    this.#database = await createTestDatabase({ template: await demoTemplate() });
    this.#window = new DatabaseWindow(this.#database.url);
    await this.restart();
    for (let count = 1; count < this.processes; count += 1) {
      this.#others.push(await this.startAnother());
    }
  }

  /** Starts the process anew, on the same database and another port; the others go on. */
  async restart(): Promise<void> {
    this.#process = await this.startAnother();
  }

  /** Starts one more process on the same database; the caller ends it. */
  async startAnother(settings: Settings = {}, port?: number): Promise<RunningApi> {
    return startApi({
      databaseUrl: this.databaseUrl,
      ...(port !== undefined && { port }),
      env: { ...SETTINGS, ...this.settings, ...settings },
    });
  }

  async end(): Promise<void> {
    await this.#process?.stop();
    await Promise.all(this.#others.map((one) => one.stop()));
    await this.#window?.close();
    await this.#database?.drop();
  }

  get process(): RunningApi {
    return started(this.#process);
  }

  get sql(): DatabaseWindow {
    return started(this.#window);
  }

  get databaseUrl(): string {
    return started(this.#database).url;
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

  /** The address of a path at one process after the other. */
  #inTurn(path: string): string {
    const all = [this.process, ...this.#others];
    this.#posts += 1;
    return `${all[this.#posts % all.length]?.url ?? ''}/api/v1${path}`;
  }
}

function started<T>(part: T | undefined): T {
  if (part === undefined) throw new Error('The API under test has not been started.');
  return part;
}
