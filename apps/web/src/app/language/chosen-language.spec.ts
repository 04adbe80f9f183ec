import { HttpResponse, provideHttpClient } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { Component } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { provideRouter, Router } from '@angular/router';
import type { Language } from '@boxoffice/contracts/formats';
import { Session } from '../session/session';
import { accountOf, signInOf } from '../session/signed-in.fixture';
import { ChosenLanguage } from './chosen-language';
import { PageReload } from './page-reload';

@Component({ template: '' })
class Blank {}

describe('the chosen language', () => {
  let server: HttpTestingController;
  let reloads: number;

  const begin = (): ChosenLanguage => TestBed.inject(ChosenLanguage);
  const settled = async (): Promise<void> => {
    for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
    TestBed.tick();
  };
  const remembered = (): string | null => localStorage.getItem('boxoffice.language');
  const isUntold = (): boolean => localStorage.getItem('boxoffice.language-untold') !== null;
  const isRenewedAs = async (language: Language): Promise<void> => {
    await settled();
    const data = signInOf('token', accountOf({ language }));
    server.expectOne('/api/v1/auth/refresh').flush({ success: true, data });
    await settled();
  };

  beforeEach(() => {
    localStorage.clear();
    sessionStorage.clear();
    reloads = 0;
    TestBed.configureTestingModule({
      providers: [
        provideHttpClient(),
        provideHttpClientTesting(),
        provideRouter([{ path: '**', component: Blank }]),
        { provide: PageReload, useValue: { reload: () => (reloads += 1) } },
      ],
    });
    server = TestBed.inject(HttpTestingController);
  });

  afterEach(() => server.verify());

  it('is remembered for somebody who is not signed in, and no account is told', async () => {
    begin().change('de');
    await settled();
    expect([remembered(), isUntold(), reloads]).toEqual(['de', false, 1]);
  });

  describe('of somebody who was signed in before', () => {
    beforeEach(() => localStorage.setItem('boxoffice.session', 'open'));

    it('is this browser’s at once, and is told to the account once the session is renewed', async () => {
      begin().change('de');
      expect([remembered(), reloads]).toEqual(['de', 1]);
      await isRenewedAs('en');
      const told = server.expectOne('/api/v1/account/language');
      expect(told.request.body).toEqual({ language: 'de' });
      told.flush({ success: true, data: accountOf({ language: 'de' }) });
      await settled();
      expect([remembered(), isUntold(), reloads]).toEqual(['de', false, 1]);
    });

    it('stays chosen where the account could not be told, which is tried again at the next start', async () => {
      begin().change('de');
      await isRenewedAs('en');
      server.expectOne('/api/v1/account/language').error(new ProgressEvent('error'));
      await settled();
      expect([remembered(), isUntold(), reloads]).toEqual(['de', true, 1]);
    });

    it('is told to nobody else who signs in later', async () => {
      begin().change('de');
      await settled();
      server.expectOne('/api/v1/auth/refresh').flush(null, { status: 401, statusText: 'Refused' });
      await settled();
      expect([remembered(), isUntold()]).toEqual(['de', false]);
    });

    it('is that of the account where this browser remembers none', async () => {
      begin();
      await isRenewedAs('de');
      expect([remembered(), reloads]).toEqual(['de', 1]);
    });

    it('is not undone by the account where it was chosen in this browser', async () => {
      localStorage.setItem('boxoffice.language', 'en');
      begin();
      await isRenewedAs('de');
      expect([remembered(), reloads]).toEqual(['en', 0]);
    });
  });

  it.each([
    ['after', true],
    ['before', false],
  ])(
    'follows a sign-in only once that has led on, %s the page has noticed it',
    async (_, isNoticed) => {
      begin();
      await settled();
      const entering = TestBed.inject(Session).enter(
        () => {
          const data = signInOf('token', accountOf({ language: 'de' }));
          return Promise.resolve(new HttpResponse({ body: { success: true, data } }));
        },
        (signIn) => signIn,
      );
      await entering;
      if (isNoticed) await settled();
      expect([remembered(), reloads]).toEqual([null, 0]);
      await TestBed.inject(Router).navigateByUrl('/events/1');
      expect([remembered(), reloads]).toEqual(['de', 1]);
    },
  );

  it('does not load the page for ever where the browser remembers nothing', async () => {
    localStorage.setItem('boxoffice.session', 'open');
    begin();
    const write = jest.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
      throw new Error('Blocked');
    });
    await isRenewedAs('de');
    expect(reloads).toBe(0);
    write.mockRestore();
  });
});
