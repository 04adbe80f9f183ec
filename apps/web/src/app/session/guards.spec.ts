import { provideHttpClient, withInterceptors } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { Component } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { provideRouter, Router } from '@angular/router';
import { RouterTestingHarness } from '@angular/router/testing';
import type { UserRole } from '@boxoffice/contracts';
import { Identity } from '../account/identity';
import { bearer } from './bearer';
import { forAccounts, forBuyers, withAdminRole, withStaffRole } from './guards';
import { accountOf, signInOf } from './signed-in.fixture';

@Component({ template: '' })
class Page {}

describe('who gets where', () => {
  let server: HttpTestingController;

  beforeEach(() => {
    localStorage.clear();
    TestBed.configureTestingModule({
      providers: [
        provideHttpClient(withInterceptors([bearer])),
        provideHttpClientTesting(),
        provideRouter([
          { path: 'bookings', canMatch: [forBuyers], component: Page },
          { path: 'account', canMatch: [forAccounts], component: Page },
          { path: 'admin/users', canMatch: [forBuyers, withAdminRole], component: Page },
          { path: 'admin', canMatch: [forBuyers, withStaffRole], component: Page },
          { path: 'admin', title: 'forbidden', children: [{ path: '**', component: Page }] },
          { path: 'sign-in', component: Page },
        ]),
      ],
    });
    server = TestBed.inject(HttpTestingController);
  });

  /** Goes there as somebody, and tells the address and title of what was shown. */
  async function reach(address: string, who: UserRole | 'nobody' | 'demo'): Promise<string> {
    const isSignedIn = who !== 'nobody' && who !== 'demo';
    if (isSignedIn) localStorage.setItem('boxoffice.session', 'open');
    TestBed.inject(Identity);
    TestBed.tick();
    if (isSignedIn) {
      const data = signInOf('token', accountOf({ role: who }));
      server.expectOne('/api/v1/auth/refresh').flush({ success: true, data });
    }
    server.expectOne('/api/v1').flush({
      message: '',
      version: '1',
      endpoints: {},
      demoIdentity: who === 'demo',
      demoUsers: [],
    });
    const harness = await RouterTestingHarness.create();
    await harness.navigateByUrl(address);
    const { snapshot } = TestBed.inject(Router).routerState;
    return `${TestBed.inject(Router).url} ${snapshot.root.firstChild?.title ?? ''}`.trim();
  }

  it.each(['/bookings', '/account', '/admin'])(
    'sends nobody from %s to sign in',
    async (address) => {
      expect(await reach(address, 'nobody')).toBe(
        `/sign-in?returnTo=${encodeURIComponent(address)}`,
      );
    },
  );

  it('remembers the whole address, with what was searched for', async () => {
    expect(await reach('/admin/users?search=ada', 'nobody')).toBe(
      '/sign-in?returnTo=%2Fadmin%2Fusers%3Fsearch%3Dada',
    );
  });

  it.each(['customer', 'guest', 'demo'] as const)('lets a %s see bookings', async (who) => {
    expect(await reach('/bookings', who)).toBe('/bookings');
  });

  it.each(['guest', 'demo'] as const)('asks a %s to sign in for an account', async (who) => {
    expect(await reach('/account', who)).toBe('/sign-in?returnTo=%2Faccount');
  });

  it.each(['organiser', 'admin', 'demo'] as const)('lets a %s into the admin', async (who) => {
    expect(await reach('/admin', who)).toBe('/admin');
  });

  it.each(['customer', 'guest', 'door_staff'] as const)(
    'tells a %s at the address of the admin that it is not for them',
    async (who) => {
      expect(await reach('/admin', who)).toBe('/admin forbidden');
    },
  );

  it('keeps the users from an organiser', async () => {
    expect(await reach('/admin/users', 'organiser')).toBe('/admin/users forbidden');
  });
});
