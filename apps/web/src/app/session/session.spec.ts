import { HttpHeaders, HttpResponse, provideHttpClient } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { OtherTabs, type TabMessage } from './other-tabs';
import { Session } from './session';
import { signedInBy } from './signed-in';
import { accountOf, signInOf } from './signed-in.fixture';

const MINUTE = 60_000;

/** The other tabs as a test plays them: what they were told, and what they tell. */
class FakeTabs {
  readonly told: TabMessage[] = [];
  listener: (message: TabMessage) => void = () => undefined;
  alone = <T>(work: () => Promise<T>): Promise<T> => work();
  tell(message: TabMessage): void {
    this.told.push(message);
  }
  listen(listener: (message: TabMessage) => void): void {
    this.listener = listener;
  }
}

describe('the session', () => {
  let tabs: FakeTabs;
  let server: HttpTestingController;

  const begin = (): Session => TestBed.inject(Session);
  const settled = async (): Promise<void> => {
    for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
  };
  const refresh = () => server.expectOne('/api/v1/auth/refresh');
  const answer = (token: string, account = accountOf()) => ({
    success: true,
    data: signInOf(token, account),
  });
  const refusal = { status: 401, statusText: 'Unauthorized' };

  beforeEach(() => {
    localStorage.clear();
    sessionStorage.clear();
    tabs = new FakeTabs();
    TestBed.configureTestingModule({
      providers: [
        provideHttpClient(),
        provideHttpClientTesting(),
        { provide: OtherTabs, useValue: tabs },
      ],
    });
    server = TestBed.inject(HttpTestingController);
  });

  afterEach(() => {
    server.verify();
    jest.useRealTimers();
  });

  describe('of somebody who was signed in before', () => {
    beforeEach(() => localStorage.setItem('boxoffice.session', 'open'));

    it('is renewed at the start, and only then known', async () => {
      const session = begin();
      expect(session.isKnown()).toBe(false);
      refresh().flush(answer('first'));
      await settled();
      expect(session.isKnown()).toBe(true);
      expect(session.account()?.name).toBe('John Doe');
      expect(await session.token()).toBe('first');
    });

    it('is renewed once for all who ask at the same time', async () => {
      const session = begin();
      const tokens = Promise.all([session.token(), session.token(), session.token()]);
      refresh().flush(answer('first'));
      expect(await tokens).toEqual(['first', 'first', 'first']);
    });

    it('takes the token that another tab got while this one waited for its turn', async () => {
      let proceed: () => void = () => undefined;
      const turn = new Promise<void>((resolve) => {
        proceed = resolve;
      });
      tabs.alone = async (work) => {
        await turn;
        return work();
      };
      const session = begin();
      const signIn = signInOf('of the other tab');
      tabs.listener({
        kind: 'signed-in',
        signedIn: signedInBy(signIn, headersOf(), Date.now()),
      });
      proceed();
      expect(await session.token()).toBe('of the other tab');
    });

    it('ends where the server refuses to renew it, and says so', async () => {
      const session = begin();
      let changes = 0;
      session.personChanged.subscribe(() => (changes += 1));
      refresh().flush({}, refusal);
      await settled();
      expect(session.isKnown()).toBe(true);
      expect(session.hasEnded()).toBe(true);
      expect(session.account()).toBeUndefined();
      expect(changes).toBe(1);
      expect(tabs.told).toEqual([{ kind: 'signed-out' }]);
      expect(await session.token()).toBeUndefined();
    });

    it('still tells what became of a guest’s tickets when the page is loaded again', async () => {
      const holds = [{ bookingId: '7', released: false, limit: null }];
      sessionStorage.setItem('boxoffice.guest-holds', JSON.stringify(holds));
      const session = begin();
      expect(session.guestHolds()).toEqual([]);
      refresh().flush(answer('first'));
      await settled();
      expect(session.guestHolds()).toEqual(holds);
      session.dismissGuestHolds();
      expect(sessionStorage.getItem('boxoffice.guest-holds')).toBeNull();
    });

    it('is asked for again where the server did not answer', async () => {
      const session = begin();
      refresh().error(new ProgressEvent('error'));
      await settled();
      expect(session.isKnown()).toBe(true);
      expect(session.hasEnded()).toBe(false);
      const token = session.token();
      refresh().flush(answer('second'));
      expect(await token).toBe('second');
    });
  });

  it('asks nothing for a newcomer', async () => {
    const session = begin();
    await settled();
    expect(session.isKnown()).toBe(true);
    expect(await session.token()).toBeUndefined();
  });

  it('keeps nothing secret in the browser', async () => {
    const session = begin();
    await enter(session, 'secret token');
    expect(keptByTheBrowser()).not.toContain('secret');
  });

  it('renews a token that is about to end, and no other', async () => {
    jest.useFakeTimers();
    const session = begin();
    await enter(session, 'first');
    jest.setSystemTime(Date.now() + 8 * MINUTE);
    expect(await session.token()).toBe('first');
    jest.setSystemTime(Date.now() + 1.5 * MINUTE);
    const token = session.token();
    await settled();
    refresh().flush(answer('second'));
    expect(await token).toBe('second');
  });

  it('counts on the clock of the server where that of the device is wrong', () => {
    const deviceNow = Date.parse('2030-01-01T00:00:00Z');
    const headers = headersOf().set('Date', 'Sun, 22 Nov 2026 20:00:00 GMT');
    const signIn = signInOf('token');
    signIn.expiresAt = '2026-11-22T20:10:00.000Z';
    expect(signedInBy(signIn, headers, deviceNow).endsAt).toBe(deviceNow + 10 * MINUTE);
  });

  it('follows another tab that signs out, or signs in somebody else', async () => {
    const session = begin();
    await enter(session, 'first');
    let changes = 0;
    session.personChanged.subscribe(() => (changes += 1));
    const jane = signInOf('of Jane', accountOf({ id: '2', name: 'Jane Smith' }));
    tabs.listener({ kind: 'signed-in', signedIn: signedInBy(jane, headersOf()) });
    expect(session.account()?.name).toBe('Jane Smith');
    tabs.listener({ kind: 'signed-out' });
    expect(session.account()).toBeUndefined();
    expect(changes).toBe(2);
  });

  it('is over here and in the other tabs once the server has ended it, and not before', async () => {
    const session = begin();
    await enter(session, 'first');
    const failing = session.signOut();
    server.expectOne('/api/v1/auth/sign-out').error(new ProgressEvent('error'));
    await expect(failing).rejects.toBeDefined();
    expect(session.account()).toBeDefined();

    const signingOut = session.signOut();
    server.expectOne('/api/v1/auth/sign-out').flush({ success: true });
    await signingOut;
    expect(session.account()).toBeUndefined();
    expect(tabs.told.at(-1)).toEqual({ kind: 'signed-out' });
    expect(localStorage.getItem('boxoffice.session')).toBeNull();
  });

  async function enter(session: Session, token: string): Promise<void> {
    await session.enter(
      () =>
        Promise.resolve(
          new HttpResponse({ body: answer(token), headers: headersOf(), status: 200 }),
        ),
      (signIn) => signIn,
    );
  }

  function keptByTheBrowser(): string {
    return JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage)]);
  }

  function headersOf(): HttpHeaders {
    return new HttpHeaders();
  }
});
