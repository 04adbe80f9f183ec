import { computed, Service, signal } from '@angular/core';
import type { ApiIndexDto, UserDto } from '@boxoffice/contracts';
import { API } from '../api/api-url';
import { readApi, readPlain } from '../api/read';
import { stored } from '../api/stored';

/** John Doe of the demo data: who a newcomer is until they choose. */
const FIRST_DEMO_USER = '1';

/** The demo's people are few; a server with thousands of users should not fill the menu. */
const USERS_OFFERED = 20;

/**
 * Who is buying. In the demo it is whoever was chosen in the header, without proof; the server
 * says whether it allows that.
 */
@Service()
export class Identity {
  private readonly index = readPlain<ApiIndexDto>(() => API);
  readonly isDemo = computed(() => this.index.data()?.demoIdentity === true);

  private readonly userList = readApi<UserDto[]>(() =>
    this.isDemo() ? `${API}/users?limit=${USERS_OFFERED}` : undefined,
  );
  readonly users = computed(() => this.userList.data() ?? []);

  private readonly chosen = signal(stored.read('user') ?? FIRST_DEMO_USER);
  /** A remembered user who no longer exists (a fresh database) gives way to the first one. */
  readonly userId = computed(() => {
    const users = this.users();
    const known = users.length === 0 || users.some((user) => user.id === this.chosen());
    return known ? this.chosen() : (users[0]?.id ?? FIRST_DEMO_USER);
  });
  readonly user = computed(() => this.users().find((user) => user.id === this.userId()));

  nameOf(userId: string): string | undefined {
    return this.users().find((user) => user.id === userId)?.name;
  }

  become(userId: string): void {
    this.chosen.set(userId);
    stored.write('user', userId);
  }
}
