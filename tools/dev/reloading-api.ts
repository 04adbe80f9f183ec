import {
  migrateDatabase,
  startApiProcess,
  type ApiProcess,
  type ApiProcessOptions,
} from '../start/api.ts';

/**
 * The API, restarted on every `reload`. Reloads during a reload are merged into one more. If the API doesn't
 * start, there is none until the next change.
 */
export class ReloadingApi {
  readonly #options: ApiProcessOptions;
  #current: ApiProcess | undefined;
  #reloading: Promise<void> | undefined;
  #again = false;

  constructor(options: ApiProcessOptions) {
    this.#options = options;
  }

  reload(): Promise<void> {
    if (this.#reloading) {
      this.#again = true;
      return this.#reloading;
    }
    this.#reloading = this.#reloadUntilSettled().finally(() => (this.#reloading = undefined));
    return this.#reloading;
  }

  async stop(): Promise<void> {
    this.#again = false;
    await this.#reloading;
    await this.#current?.stop();
  }

  async #reloadUntilSettled(): Promise<void> {
    await this.#restart();
    while (this.#takeRequest() && !this.#options.signal.aborted) await this.#restart();
  }

  #takeRequest(): boolean {
    const wanted = this.#again;
    this.#again = false;
    return wanted;
  }

  async #restart(): Promise<void> {
    const isFirst = this.#current === undefined;
    await this.#current?.stop();
    try {
      await migrateDatabase(this.#options.env);
      this.#current = await startApiProcess(this.#options);
      if (!isFirst) console.log('The API runs the new sources.');
    } catch (error) {
      this.#options.signal.throwIfAborted();
      console.error(error instanceof Error ? error.message : error);
      console.error('It is tried again at the next change.');
    }
  }
}
