import { isDevMode, Service, signal } from '@angular/core';

/** Keeps pages, and nothing about anybody, for when there is no network. */
const WORKER = '/offline-worker.js';

/** The pages that open without a network; each has a worker of its own. */
type OfflineScope = '/bookings/' | '/door';

/** Of Trusted Types as far as it is used here; browsers without them take a plain address. */
interface TrustedTypes {
  createPolicy(
    name: string,
    rules: { createScriptURL: (url: string) => string },
  ): { createScriptURL(url: string): string };
}

/** Has the browser keep the page that asks for it, so that it opens without a network from then on. */
@Service()
export class OfflinePage {
  private readonly kept = signal<readonly OfflineScope[]>([]);
  private readonly begun = new Set<OfflineScope>();

  /** Whether the page would open now if there were no network. */
  isKept(scope: OfflineScope): boolean {
    return this.kept().includes(scope);
  }

  /** Asks for it once. A browser that can't, or may not, shows the page online as before. */
  async keep(scope: OfflineScope): Promise<void> {
    const { serviceWorker } = navigator as Partial<Pick<Navigator, 'serviceWorker'>>;
    // The worker's list of files is made by the build.
    if (!serviceWorker || this.begun.has(scope) || isDevMode()) return;
    this.begun.add(scope);
    try {
      const registration = await serviceWorker.register(addressOfWorker(), { scope });
      await untilActive(registration);
      this.kept.update((kept) => [...kept, scope]);
    } catch {
      // A browser that keeps nothing, as in a private window.
    }
  }
}

let address: string | undefined;

/** The policy of the page lets no script be named by a plain text; this one is named nowhere else. */
function addressOfWorker(): string {
  address ??= trustedAddress();
  return address;
}

function trustedAddress(): string {
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes };
  const policy = trustedTypes?.createPolicy('offline-worker', { createScriptURL: () => WORKER });
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
