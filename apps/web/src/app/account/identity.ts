import { computed, effect, inject, Injector, Service, signal } from '@angular/core';
import { toObservable } from '@angular/core/rxjs-interop';
import type { AccountDto, UserDto, UserRole } from '@boxoffice/contracts';
import { filter, firstValueFrom, map } from 'rxjs';
import { API } from '../api/api-url';
import { readApi } from '../api/read';
import { ServiceIndex } from '../api/service-index';
import { stored } from '../api/stored';
import { Session } from '../session/session';
import { forgetTicketsExceptOf } from '../tickets/kept-tickets';

/** John Doe of the demo data: who a newcomer is until they choose. */
const FIRST_DEMO_USER = '1';

/** The demo's people are few; a server with thousands of users should not fill the menu. */
const USERS_OFFERED = 20;

const STAFF: readonly UserRole[] = ['organiser', 'admin'];

/** How much is known about whoever looks at the page. */
export type Person = Pick<UserDto, 'id' | 'name'>;

/**
 * Who is buying: whoever is signed in. In the demo, somebody who has not signed in acts as one of its
 * users without proof, so that a newcomer buys at once; the server says whether it allows that.
 */
@Service()
export class Identity {
  private readonly session = inject(Session);
  private readonly injector = inject(Injector);
  private readonly index = inject(ServiceIndex);

  /**
   * Whether the demo takes this browser for a new visitor, and not for one of its users: so it is once
   * somebody has signed in here, since whoever signs out then is nobody.
   */
  private readonly isNobody = signal(stored.read('demo-nobody') !== null);

  /** Who is signed in; a guest is, too, but has no account. */
  readonly account = this.session.account;
  /** Whether the server takes people at their word while they are not signed in. */
  readonly isDemo = computed(() => this.index.data()?.demoIdentity === true);
  readonly demoUsers = computed(() => this.index.data()?.demoUsers ?? []);
  /** Acts as a demo user, and has proved nothing. */
  readonly isUnproved = computed(() => this.isDemo() && !this.account() && !this.isNobody());

  private readonly userList = readApi<UserDto[]>(() =>
    this.session.isKnown() && this.isDemo() && !this.account()
      ? `${API}/users?limit=${USERS_OFFERED}`
      : undefined,
  );
  /** Not the guests, who have said no more than an address. */
  private readonly users = computed(() =>
    (this.userList.data() ?? []).filter(({ role }) => role !== 'guest'),
  );

  private readonly chosen = signal(stored.read('user') ?? FIRST_DEMO_USER);
  /** A remembered user who no longer exists (a fresh database) gives way to the first one. */
  private readonly demoUserId = computed(() => {
    const users = this.users();
    const known = users.length === 0 || users.some((user) => user.id === this.chosen());
    return known ? this.chosen() : (users[0]?.id ?? FIRST_DEMO_USER);
  });

  /** Whether it is settled who this is, as far as the server could be asked. */
  readonly isKnown = computed(
    () =>
      this.session.isKnown() &&
      (this.account() !== undefined ||
        this.index.data() !== undefined ||
        this.index.failure() !== undefined),
  );
  /** Who buys; undefined for somebody who has to say so first. */
  readonly userId = computed<string | undefined>(() => {
    const account = this.account();
    if (account) return account.id;
    // A server that did not answer is asked as in the demo, and says no by itself.
    if (this.isNobody()) return undefined;
    return this.isDemo() || this.index.failure() ? this.demoUserId() : undefined;
  });
  readonly user = computed<Person | undefined>(
    () => this.account() ?? this.users().find((user) => user.id === this.userId()),
  );

  /** Whom the demo offers to act as. */
  readonly demoPeople = this.users;
  /** Whether the header leads to the admin area: in the demo, for those of its users who run the sale. */
  readonly isOfferedAdmin = computed(() => {
    const account = this.account();
    const demoUser = this.users().find((user) => user.id === this.userId());
    const role = account?.role ?? demoUser?.role;
    return role !== undefined && STAFF.includes(role);
  });

  readonly hasAccount = computed(() => isAccount(this.account()));
  /** Whether the admin area has something for them. The server checks each request by itself. */
  readonly isStaff = computed(() => {
    const account = this.account();
    return account ? STAFF.includes(account.role) : this.userId() !== undefined;
  });
  readonly isAdmin = computed(() => {
    const account = this.account();
    return account ? account.role === 'admin' : this.userId() !== undefined;
  });

  constructor() {
    effect(() => {
      if (this.account()) this.beNobody();
    });
  }

  nameOf(userId: string): string | undefined {
    return this.users().find((user) => user.id === userId)?.name;
  }

  /** Acts as another demo user, without proof. */
  become(userId: string): void {
    this.chosen.set(userId);
    stored.write('user', userId);
    forgetTicketsExceptOf(userId);
    this.isNobody.set(false);
    stored.write('demo-nobody', null);
  }

  /** Acts as nobody while nobody has signed in. */
  beNobody(): void {
    this.isNobody.set(true);
    stored.write('demo-nobody', 'yes');
  }

  /** Waits until it is settled who this is. */
  async untilKnown(): Promise<void> {
    if (this.isKnown()) return;
    const known = toObservable(this.isKnown, { injector: this.injector });
    await firstValueFrom(
      known.pipe(
        filter((isKnown) => isKnown),
        map(() => undefined),
      ),
    );
  }
}

function isAccount(account: AccountDto | undefined): boolean {
  return account !== undefined && account.role !== 'guest';
}
