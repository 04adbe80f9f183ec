import { HttpClient } from '@angular/common/http';
import { inject } from '@angular/core';
import type { AdminUserDto, ChangeRoleDto, Envelope } from '@boxoffice/contracts';
import { firstValueFrom } from 'rxjs';
import { apiUrl } from '../../api/api-url';
import { afterFullPage, PagedList } from '../../api/paged-list';
import { shownName } from '../person-name';
import { filterParams, type UserFilters } from './user-filters';

/** Users a page: a screen and a half of a dense table. */
const PAGE_SIZE = 50;

/** The users that match, page by page, and what an admin does to one of them. */
export class UserList extends PagedList<AdminUserDto[], AdminUserDto> {
  private readonly client = inject(HttpClient);

  constructor(filters: () => UserFilters) {
    super({
      address: (after) => {
        const page = { limit: String(PAGE_SIZE), ...(after && { after }) };
        const params = new URLSearchParams({ ...filterParams(filters()), ...page });
        return `${apiUrl('admin', 'users')}?${params.toString()}`;
      },
      itemsOf: (users) =>
        users.map((user) => Object.assign({}, user, { name: shownName(user.name) })),
      idOf: ({ id }) => id,
      nextOf: (users) => afterFullPage(users, PAGE_SIZE),
    });
  }

  changeRole(user: AdminUserDto, role: ChangeRoleDto['role']): Promise<void> {
    return this.change(user, 'role', { role });
  }

  disable(user: AdminUserDto): Promise<void> {
    return this.change(user, 'disable', {});
  }

  enable(user: AdminUserDto): Promise<void> {
    return this.change(user, 'enable', {});
  }

  /** The row shows what the server says the user is now. */
  private async change({ id }: AdminUserDto, what: string, body: unknown): Promise<void> {
    const answer = await firstValueFrom(
      this.client.post<Envelope<AdminUserDto>>(apiUrl('admin', 'users', id, what), body),
    );
    this.edit((users) => users.map((one) => (one.id === id ? answer.data : one)));
  }
}
