import { HttpClient, HttpErrorResponse, type HttpResponse } from '@angular/common/http';
import { computed, inject, Service, signal } from '@angular/core';
import type { AccountDto, Envelope, GuestHoldDto, SignInDto } from '@boxoffice/contracts';
import { RENEWAL_TIMEOUT_MS, REQUEST_TIMEOUT_MS } from '@boxoffice/contracts/waiting';
import { firstValueFrom, Subject } from 'rxjs';
import { apiUrl } from '../api/api-url';
import { stored, storedInTab } from '../api/stored';
import { forgetTicketsExceptOf } from '../tickets/kept-tickets';
import { OtherTabs } from './other-tabs';
import { signedInBy, type SignedIn } from './signed-in';

/**
 * A token is renewed when so little of it is left: longer than a request may be under way, much
 * shorter than its ten minutes.
 */
const RENEW_BEFORE_END_MS = 2 * REQUEST_TIMEOUT_MS;

/**
 * Who is signed in, in this tab and in the others.
 *
 * - *Starting*: at the start of a browser that was signed in, one renewal asks who it is. Nothing
 *   that anyone may read waits for it.
 * - *Signed in*: the access token is kept in memory alone. It is renewed by the httpOnly cookie when a
 *   request needs it and it is about to end; a tab that nobody uses asks nothing, so a session that
 *   nobody uses can end.
 * - *Signed out*: by choice, here or in another tab, or because the server refused to renew.
 *
 * The only thing kept in the browser's storage is that somebody was signed in, which is no secret: it
 * spares newcomers a request that could only be refused.
 */
@Service()
export class Session {
  private readonly http = inject(HttpClient);
  private readonly tabs = inject(OtherTabs);
  private readonly current = signal<SignedIn | undefined>(undefined);
  private readonly hasStarted = signal(false);
  private readonly ended = signal(false);
  private renewing: Promise<void> | undefined;

  readonly account = computed(() => this.current()?.account);
  private readonly toldHolds = signal(rememberedHolds());
  /** What became of tickets that a guest held who has signed in, until somebody has read it. */
  readonly guestHolds = computed(() => (this.account() ? this.toldHolds() : []));
  /** Whether it is settled who is signed in, if anybody. */
  readonly isKnown = this.hasStarted.asReadonly();
  /** Whether the server ended the session of whoever was signed in. */
  readonly hasEnded = this.ended.asReadonly();
  /** Somebody else is signed in, or nobody any more, and this tab did not ask for it. */
  readonly personChanged = new Subject<void>();

  constructor() {
    this.tabs.listen((message) => {
      const before = this.account()?.id;
      this.current.set(message.kind === 'signed-in' ? message.signedIn : undefined);
      this.tellHolds(this.current());
      if (this.account()?.id !== before) this.personChanged.next();
    });
    // Unreachable: who it is will be asked again with the first request that needs to know.
    const start = this.isOpen() ? this.renew().catch(() => undefined) : Promise.resolve();
    void start.then(() => this.hasStarted.set(true));
  }

  /** Whether somebody is signed in, as far as this browser knows: at the start the server has yet to say who. */
  isOpen(): boolean {
    return stored.read('session') !== null;
  }

  /**
   * The proof for a request, good for longer than it will take; undefined where nobody is signed in.
   *
   * @throws HttpErrorResponse when it had to be renewed and the server did not answer
   */
  async token(): Promise<string | undefined> {
    const now = this.current();
    if (now ? Date.now() >= now.endsAt - RENEW_BEFORE_END_MS : this.isOpen()) await this.renew();
    return this.current()?.token;
  }

  /** Another token than this one, which the server did not take. */
  async tokenAfter(refused: string): Promise<string | undefined> {
    if (this.current()?.token === refused) await this.renew();
    return this.current()?.token;
  }

  /** Sends what is answered by a sign-in, and takes it. */
  async enter<Answer>(
    send: () => Promise<HttpResponse<Envelope<Answer>>>,
    signInOf: (answer: Answer) => SignInDto | undefined,
  ): Promise<Answer> {
    // A renewal of the session before, answered later, would bring its cookie back.
    return this.tabs.alone(async () => {
      const response = await send();
      if (!response.body) throw new Error('The sign-in was answered with nothing.');
      const answer = response.body.data;
      const signIn = signInOf(answer);
      if (signIn) this.take(signedInBy(signIn, response.headers));
      return answer;
    });
  }

  /** Ends the session on the server, and then here and in every tab. */
  async signOut(): Promise<void> {
    await this.tabs.alone(() => this.post<unknown>('sign-out'));
    this.forget();
  }

  /** The account has changed; the session has not. */
  update(account: AccountDto): void {
    const now = this.current();
    if (now) this.take({ ...now, account, guestHolds: undefined });
  }

  /** Nobody is signed in any more: the server has ended the session with what was just done. */
  forget(): void {
    this.current.set(undefined);
    this.dismissGuestHolds();
    stored.write('session', null);
    forgetTicketsExceptOf(undefined);
    this.tabs.tell({ kind: 'signed-out' });
  }

  dismissGuestHolds(): void {
    this.rememberHolds([]);
  }

  private tellHolds(signedIn: SignedIn | undefined): void {
    if (signedIn?.guestHolds?.length) this.rememberHolds(signedIn.guestHolds);
    if (!signedIn) this.rememberHolds([]);
  }

  /** Also when the page is loaded again, as it is for another language. */
  private rememberHolds(holds: GuestHoldDto[]): void {
    this.toldHolds.set(holds);
    storedInTab.write('guest-holds', holds.length > 0 ? JSON.stringify(holds) : null);
  }

  private take(signedIn: SignedIn): void {
    this.current.set(signedIn);
    this.tellHolds(signedIn);
    this.ended.set(false);
    this.hasStarted.set(true);
    stored.write('session', 'open');
    forgetTicketsExceptOf(signedIn.account.id);
    this.tabs.tell({ kind: 'signed-in', signedIn });
  }

  /** One renewal at a time, in this tab and among all. */
  private renew(): Promise<void> {
    const before = this.current()?.token;
    this.renewing ??= this.tabs
      .alone(() => this.renewUnlessDone(before))
      .finally(() => {
        this.renewing = undefined;
      });
    return this.renewing;
  }

  private async renewUnlessDone(before: string | undefined): Promise<void> {
    // While this tab waited for its turn, another may have told of a newer token.
    if (this.current()?.token !== before || !this.isOpen()) return;
    try {
      const response = await this.post<Envelope<SignInDto>>('refresh');
      if (response.body) this.take(signedInBy(response.body.data, response.headers));
    } catch (error) {
      if (!isRefused(error)) throw error;
      this.forget();
      this.ended.set(true);
      this.personChanged.next();
    }
  }

  /** With an end: the lock is held meanwhile, and every tab would wait for a server that never answers. */
  private post<T>(what: string): Promise<HttpResponse<T>> {
    const options = { observe: 'response', timeout: RENEWAL_TIMEOUT_MS } as const;
    return firstValueFrom(this.http.post<T>(apiUrl('auth', what), {}, options));
  }
}

/** Too many requests, or a failing server, say nothing about the session. */
function isRefused(error: unknown): boolean {
  return error instanceof HttpErrorResponse && (error.status === 401 || error.status === 403);
}

function rememberedHolds(): GuestHoldDto[] {
  const holds = storedInTab.readJson('guest-holds');
  return Array.isArray(holds) ? (holds as GuestHoldDto[]) : [];
}
