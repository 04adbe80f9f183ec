import { Service } from '@angular/core';
import type { SignedIn } from './signed-in';

/** What one tab tells the others: who is signed in now, or that nobody is. */
export type TabMessage = { kind: 'signed-in'; signedIn: SignedIn } | { kind: 'signed-out' };

const NAME = 'boxoffice.session';

/**
 * The other tabs of this browser. They share the refresh cookie, which works once: so of all tabs one
 * at a time uses it, and tells the others what came of it.
 */
@Service()
export class OtherTabs {
  private readonly channel =
    typeof BroadcastChannel === 'undefined' ? undefined : new BroadcastChannel(NAME);

  /**
   * Does the work while no other tab does any. Where the browser has no locks (a page over plain
   * HTTP), it is done at once: the server then tells a race from a thief as well as it can.
   */
  alone<T>(work: () => Promise<T>): Promise<T> {
    const locks = (navigator as Partial<Pick<Navigator, 'locks'>>).locks;
    return locks ? locks.request(NAME, work) : work();
  }

  tell(message: TabMessage): void {
    this.channel?.postMessage(message);
  }

  listen(listener: (message: TabMessage) => void): void {
    this.channel?.addEventListener('message', (event: MessageEvent<TabMessage>) =>
      listener(event.data),
    );
  }
}
