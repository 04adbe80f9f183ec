import { isDevMode, Service, signal } from '@angular/core';

/** Keeps the page of a booking's tickets, and nothing else, for when there is no network. */
const WORKER = '/ticket-worker.js';
const SCOPE = '/bookings/';

/** Of Trusted Types as far as it is used here; browsers without them take a plain address. */
interface TrustedTypes {
  createPolicy(
    name: string,
    rules: { createScriptURL: (url: string) => string },
  ): { createScriptURL(url: string): string };
}

/** Has the browser keep the page, so that it opens without a network from then on. */
@Service()
export class OfflinePage {
  private readonly kept = signal(false);
  private begun = false;

  /** Whether the page would open now if there were no network. */
  readonly isKept = this.kept.asReadonly();

  /** Asks for it once. A browser that can't, or may not, shows the page online as before. */
  async keep(): Promise<void> {
    const { serviceWorker } = navigator as Partial<Pick<Navigator, 'serviceWorker'>>;
    // The worker's list of files is made by the build.
    if (!serviceWorker || this.begun || isDevMode()) return;
    this.begun = true;
    try {
      const registration = await serviceWorker.register(addressOfWorker(), { scope: SCOPE });
      await untilActive(registration);
      this.kept.set(true);
    } catch {
      // A browser that keeps nothing, as in a private window.
    }
  }
}

/** The policy of the page lets no script be named by a plain text; this one is named nowhere else. */
function addressOfWorker(): string {
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes };
  const policy = trustedTypes?.createPolicy('ticket-worker', { createScriptURL: () => WORKER });
  return policy?.createScriptURL(WORKER) ?? WORKER;
}

async function untilActive(registration: ServiceWorkerRegistration): Promise<void> {
  const worker = registration.active ?? registration.waiting ?? registration.installing;
  if (!worker || worker.state === 'activated') return;
  await new Promise<void>((resolve, reject) => {
    worker.addEventListener('statechange', () => {
      if (worker.state === 'activated') resolve();
      if (worker.state === 'redundant') reject(new Error('The worker could not be installed.'));
    });
  });
}
