import { HttpClient, provideHttpClient, withInterceptors } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { firstValueFrom } from 'rxjs';
import { bearer } from './bearer';
import { Session } from './session';
import { signInOf } from './signed-in.fixture';

const UNAUTHENTICATED = { code: 'UNAUTHENTICATED', detail: 'The token is not valid.' };
const REFUSED = { status: 401, statusText: 'Unauthorized' };

describe('the proof that goes with a request', () => {
  let server: HttpTestingController;
  let http: HttpClient;

  const turns = async (): Promise<void> => {
    for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
  };
  const get = (url: string): Promise<unknown> => firstValueFrom(http.get(url));
  const renewed = (token: string) => ({ success: true, data: signInOf(token) });

  beforeEach(() => {
    localStorage.clear();
    TestBed.configureTestingModule({
      providers: [provideHttpClient(withInterceptors([bearer])), provideHttpClientTesting()],
    });
    server = TestBed.inject(HttpTestingController);
    http = TestBed.inject(HttpClient);
  });

  afterEach(() => server.verify());

  describe('of somebody who is signed in', () => {
    beforeEach(async () => {
      localStorage.setItem('boxoffice.session', 'open');
      TestBed.inject(Session);
      server.expectOne('/api/v1/auth/refresh').flush(renewed('first'));
      await turns();
    });

    it('is their token', async () => {
      const answer = get('/api/v1/booking/1');
      await turns();
      const { request } = server.expectOne('/api/v1/booking/1');
      expect(request.headers.get('Authorization')).toBe('Bearer first');
      server.expectNone('/api/v1/auth/refresh');
      void answer;
    });

    it('is renewed once where the server does not take it, and the request is sent again', async () => {
      const answers = Promise.all([get('/api/v1/booking/1'), get('/api/v1/booking/2')]);
      await turns();
      for (const id of ['1', '2']) {
        server.expectOne(`/api/v1/booking/${id}`).flush(UNAUTHENTICATED, REFUSED);
      }
      await turns();
      server.expectOne('/api/v1/auth/refresh').flush(renewed('second'));
      await turns();
      for (const id of ['1', '2']) {
        const again = server.expectOne(`/api/v1/booking/${id}`);
        expect(again.request.headers.get('Authorization')).toBe('Bearer second');
        again.flush(id);
      }
      expect(await answers).toEqual(['1', '2']);
    });

    it('is not renewed a second time for the same request', async () => {
      const answer = get('/api/v1/booking/1');
      await turns();
      server.expectOne('/api/v1/booking/1').flush(UNAUTHENTICATED, REFUSED);
      await turns();
      server.expectOne('/api/v1/auth/refresh').flush(renewed('second'));
      await turns();
      server.expectOne('/api/v1/booking/1').flush(UNAUTHENTICATED, REFUSED);
      await expect(answer).rejects.toMatchObject({ status: 401 });
    });

    it('is not renewed for a refusal of another kind', async () => {
      const answer = get('/api/v1/account');
      await turns();
      const wrong = { code: 'INVALID_CREDENTIALS', detail: 'No.' };
      server.expectOne('/api/v1/account').flush(wrong, REFUSED);
      await expect(answer).rejects.toMatchObject({ status: 401 });
    });

    it('fails with the first refusal where the session has ended', async () => {
      const answer = get('/api/v1/booking/1');
      await turns();
      server.expectOne('/api/v1/booking/1').flush(UNAUTHENTICATED, REFUSED);
      await turns();
      server.expectOne('/api/v1/auth/refresh').flush(UNAUTHENTICATED, REFUSED);
      await expect(answer).rejects.toMatchObject({ error: UNAUTHENTICATED });
    });
  });

  it.each(['/api/v1/events', '/api/v1/events/1', '/api/v1/tickets?eventId=1', '/api/v1'])(
    'is not waited for by what anybody may read: %s',
    (address) => {
      localStorage.setItem('boxoffice.session', 'open');
      TestBed.inject(Session);
      void get(address);
      const { request } = server.expectOne(address);
      expect(request.headers.has('Authorization')).toBe(false);
      server.expectOne('/api/v1/auth/refresh');
    },
  );

  it('is nothing where nobody is signed in', async () => {
    void get('/api/v1/booking/user/1');
    await turns();
    const { request } = server.expectOne('/api/v1/booking/user/1');
    expect(request.headers.has('Authorization')).toBe(false);
  });

  it('never leaves for another server', async () => {
    localStorage.setItem('boxoffice.session', 'open');
    void get('https://elsewhere.example/api/v1/booking/1');
    await turns();
    const { request } = server.expectOne('https://elsewhere.example/api/v1/booking/1');
    expect(request.headers.has('Authorization')).toBe(false);
  });
});
