import { HttpClient } from '@angular/common/http';
import { computed, inject, linkedSignal, signal } from '@angular/core';
import type { AdminUserDto, ChangeRoleDto, Envelope } from '@boxoffice/contracts';
import { firstValueFrom } from 'rxjs';
import { apiUrl } from '../../api/api-url';
import { readFailure, type Failure } from '../../api/problem';
import { readOwn } from '../../api/read';
import { shownName } from '../person-name';
import { filterParams, type UserFilters } from './user-filters';

/** Users a page: a screen and a half of a dense table. */
const PAGE_SIZE = 50;

/** The users that match, page by page, and what an admin does to one of them. */
export class UserList {
  private readonly http = inject(HttpClient);
  private readonly first = readOwn<AdminUserDto[]>(() => this.address());

  private readonly pages = linkedSignal<AdminUserDto[] | undefined, AdminUserDto[] | undefined>({
    source: this.first.data,
    computation: (newest) => newest,
  });
  private readonly lastPageSize = linkedSignal<AdminUserDto[] | undefined, number>({
    source: this.first.data,
    computation: (newest) => newest?.length ?? 0,
  });

  readonly users = computed(() =>
    this.pages()?.map((user) => Object.assign({}, user, { name: shownName(user.name) })),
  );
  readonly failure = this.first.failure;
  readonly hasMore = computed(() => this.lastPageSize() === PAGE_SIZE);
  readonly isLoadingMore = signal(false);
  readonly moreFailure = signal<Failure | undefined>(undefined);

  constructor(private readonly filters: () => UserFilters) {}

  reload(): void {
    this.first.reload();
  }

  async loadMore(): Promise<void> {
    const last = this.pages()?.at(-1);
    if (!last || this.isLoadingMore()) return;
    const wanted = this.address();
    this.isLoadingMore.set(true);
    this.moreFailure.set(undefined);
    try {
      const next = await firstValueFrom(
        this.http.get<Envelope<AdminUserDto[]>>(this.address(last.id)),
      );
      // Something else may have been searched for while this was on its way.
      if (this.address() !== wanted) return;
      this.lastPageSize.set(next.data.length);
      this.pages.update((users) => [...(users ?? []), ...next.data]);
    } catch (error) {
      this.moreFailure.set(readFailure(error));
    } finally {
      this.isLoadingMore.set(false);
    }
  }

  async changeRole(user: AdminUserDto, role: ChangeRoleDto['role']): Promise<void> {
    await this.change(user, 'role', { role });
  }

  async disable(user: AdminUserDto): Promise<void> {
    await this.change(user, 'disable', {});
  }

  async enable(user: AdminUserDto): Promise<void> {
    await this.change(user, 'enable', {});
  }

  /** The row shows what the server says the user is now. */
  private async change({ id }: AdminUserDto, what: string, body: unknown): Promise<void> {
    const answer = await firstValueFrom(
      this.http.post<Envelope<AdminUserDto>>(apiUrl('admin', 'users', id, what), body),
    );
    this.pages.update((users) => users?.map((one) => (one.id === id ? answer.data : one)));
  }

  private address(after?: string): string {
    const params = new URLSearchParams({
      limit: String(PAGE_SIZE),
      ...filterParams(this.filters()),
      ...(after && { after }),
    });
    return `${apiUrl('admin', 'users')}?${params.toString()}`;
  }
}
