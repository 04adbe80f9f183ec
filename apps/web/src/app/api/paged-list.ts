import { HttpClient } from '@angular/common/http';
import { computed, inject, linkedSignal, untracked } from '@angular/core';
import type { Envelope } from '@boxoffice/contracts';
import { firstValueFrom } from 'rxjs';
import { readOwn } from './read';
import { Task } from './task';

/** What a list reads, and what its pages are made of. */
export interface ListSource<Page, Item> {
  /** Undefined while there is nothing to read. */
  address: (after?: string) => string | undefined;
  itemsOf: (page: Page) => readonly Item[];
  idOf: (item: Item) => string;
  /** Where the next page begins; undefined after the last one. */
  nextOf: (page: Page) => string | undefined;
}

/**
 * A list that is read page by page. Its first page is read again as often as is asked for; the pages after it
 * stay as they were read, until the list is another one.
 */
export class PagedList<Page, Item> {
  private readonly http = inject(HttpClient);
  private readonly first = readOwn<Page>(() => this.source.address());
  private readonly newest = linkedSignal(() => this.first.data());
  /** Other filters, or another person, make another list. */
  private readonly identity = computed(
    () => `${this.first.data() !== undefined} ${this.source.address()}`,
  );
  private readonly older = linkedSignal<string, Page[]>({
    source: this.identity,
    computation: () => [],
  });
  /** What was on the first page, and made way for something new while older pages are shown below it. */
  private readonly slid = linkedSignal<Page | undefined, Item[]>({
    source: this.newest,
    computation: (newest, before) => {
      if (!newest || !before?.source || untracked(this.older).length === 0) return [];
      const now = new Set(this.source.itemsOf(newest).map((item) => this.source.idOf(item)));
      const past = [...this.source.itemsOf(before.source), ...before.value];
      return past.filter((item) => !now.has(this.source.idOf(item)));
    },
  });
  private readonly next = computed(() => {
    const last = this.pages().at(-1);
    return last && this.source.nextOf(last);
  });

  readonly pages = computed<Page[]>(() => {
    const newest = this.newest();
    return newest === undefined ? [] : [newest, ...this.older()];
  });
  /** Undefined until there is an answer. */
  readonly items = computed<Item[] | undefined>(() => {
    if (this.pages().length === 0) return undefined;
    const [newest = [], ...older] = this.pages().map((page) => this.source.itemsOf(page));
    const all = [...newest, ...this.slid(), ...older.flat()];
    // Once each, as it was read last: the first page is the newest.
    const ids = new Set<string>();
    return all.filter((item) => {
      const id = this.source.idOf(item);
      return !ids.has(id) && ids.add(id);
    });
  });
  readonly failure = this.first.failure;
  readonly hasMore = computed(() => this.next() !== undefined);
  readonly more = new Task();

  constructor(private readonly source: ListSource<Page, Item>) {}

  reload(): void {
    this.first.reload();
  }

  /** Looks for newer items, unless somebody reads older ones: between them some would be missing. */
  refresh(): void {
    if (this.older().length === 0 && !this.more.isBusy()) this.reload();
  }

  async loadMore(): Promise<void> {
    const address = this.source.address(this.next());
    if (!this.hasMore() || address === undefined) return;
    const list = this.identity();
    await this.more.run(async () => {
      const page = await firstValueFrom(this.http.get<Envelope<Page>>(address));
      if (this.identity() === list) this.older.update((pages) => [...pages, page.data]);
    });
  }

  /** Shows what a page is now, without reading it again. */
  protected edit(change: (page: Page) => Page): void {
    this.newest.update((page) => page && change(page));
    this.older.update((pages) => pages.map(change));
  }
}

/** Where the next page of a list without a cursor begins: after the last item of a full page. */
export function afterFullPage(
  items: readonly { id: string }[],
  pageSize: number,
): string | undefined {
  return items.length === pageSize ? items.at(-1)?.id : undefined;
}
