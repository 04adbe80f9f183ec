import { provideHttpClient } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { afterFullPage, PagedList } from './paged-list';

interface Thing {
  id: string;
  name?: string;
}

class Things extends PagedList<Thing[], Thing> {
  constructor(filter: () => string) {
    super({
      address: (after) => `/things?${filter()}${after ? `&after=${after}` : ''}`,
      itemsOf: (things) => things,
      idOf: ({ id }) => id,
      nextOf: (things) => afterFullPage(things, 2),
    });
  }

  rename(id: string, name: string): void {
    this.edit((things) => things.map((one) => (one.id === id ? { id, name } : one)));
  }
}

describe('a list that is read page by page', () => {
  let server: HttpTestingController;
  let list: Things;
  const filter = signal('all');

  const settled = async (): Promise<void> => {
    TestBed.tick();
    for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
    TestBed.tick();
  };
  const answer = async (address: string, ...ids: string[]): Promise<void> => {
    await settled();
    const data = ids.map((id) => ({ id }));
    server.expectOne(address).flush({ success: true, data });
    await settled();
  };
  const shown = (): string | undefined =>
    list
      .items()
      ?.map(({ id, name }) => name ?? id)
      .join(' ');

  beforeEach(async () => {
    localStorage.clear();
    filter.set('all');
    TestBed.configureTestingModule({
      providers: [provideHttpClient(), provideHttpClientTesting()],
    });
    server = TestBed.inject(HttpTestingController);
    list = TestBed.runInInjectionContext(() => new Things(filter));
    await answer('/things?all', '1', '2');
  });

  afterEach(() => server.verify());

  it('goes on where a page ended, until one is not full', async () => {
    expect([shown(), list.hasMore()]).toEqual(['1 2', true]);
    const more = list.loadMore();
    expect(list.more.isBusy()).toBe(true);
    void list.loadMore();
    await answer('/things?all&after=2', '3');
    await more;
    expect([shown(), list.hasMore(), list.more.isBusy()]).toEqual(['1 2 3', false, false]);
  });

  it('says why there are no more, and tries again', async () => {
    const more = list.loadMore();
    server.expectOne('/things?all&after=2').error(new ProgressEvent('error'));
    await more;
    expect(list.more.failure()).toEqual({ kind: 'unreachable' });
    const again = list.loadMore();
    await answer('/things?all&after=2', '3');
    await again;
    expect([shown(), list.more.failure()]).toEqual(['1 2 3', undefined]);
  });

  it('keeps older pages when the first one is read again, and shows nothing twice', async () => {
    const more = list.loadMore();
    await answer('/things?all&after=2', '3');
    await more;
    expect(shown()).toBe('1 2 3');
    list.refresh();
    await settled();
    for (const newest of [
      ['0', '1'],
      ['00', '0'],
    ]) {
      list.reload();
      await answer('/things?all', ...newest);
      expect(shown()).toBe([...newest, '1 2 3'].join(' ').replace('1 1', '1'));
    }
  });

  it('shows each as it was read last', async () => {
    const more = list.loadMore();
    await answer('/things?all&after=2', '3');
    await more;
    list.rename('1', 'before');
    list.rename('3', 'three');
    list.reload();
    await settled();
    const data = [{ id: '1', name: 'after' }, { id: '2' }];
    server.expectOne('/things?all').flush({ success: true, data });
    await settled();
    expect(shown()).toBe('after 2 three');
  });

  it('is another list with other filters, whatever was on its way', async () => {
    const more = list.loadMore();
    const late = server.expectOne('/things?all&after=2');
    filter.set('few');
    await answer('/things?few', '7');
    late.flush({ success: true, data: [{ id: '3' }] });
    await more;
    expect([shown(), list.hasMore()]).toEqual(['7', false]);
  });

  it('shows what one of them is now, on every page', async () => {
    const more = list.loadMore();
    await answer('/things?all&after=2', '3');
    await more;
    list.rename('1', 'one');
    list.rename('3', 'three');
    expect(shown()).toBe('one 2 three');
  });
});
