import { inject } from '@angular/core';
import { RedirectCommand, Router, type CanMatchFn } from '@angular/router';
import { Identity } from '../account/identity';

/** Lets in whom the test lets in; sends whoever has not said who they are to the sign-in and back. */
function only(test: (identity: Identity) => boolean): CanMatchFn {
  return async () => {
    const identity = inject(Identity);
    const router = inject(Router);
    const wanted = router.currentNavigation()?.extractedUrl;
    await identity.untilKnown();
    if (test(identity)) return true;
    const returnTo = wanted ? router.serializeUrl(wanted) : '/';
    return new RedirectCommand(router.createUrlTree(['/sign-in'], { queryParams: { returnTo } }));
  };
}

/** Anybody known: a guest, an account, or whom the demo takes without proof. */
export const forBuyers = only((identity) => identity.userId() !== undefined);

/** Who has an account, and has proved it. */
export const forAccounts = only((identity) => identity.hasAccount());

/** The admin area. Where it does not match, the route after it says that this is not for everyone. */
export const withStaffRole: CanMatchFn = async () => {
  const identity = inject(Identity);
  await identity.untilKnown();
  return identity.isStaff();
};

/** What admins alone may see. */
export const withAdminRole: CanMatchFn = async () => {
  const identity = inject(Identity);
  await identity.untilKnown();
  return identity.isAdmin();
};
