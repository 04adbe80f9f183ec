import { Service } from '@angular/core';
import { storedInTab } from '../../api/stored';
import type { Quantities } from './order';

/** What has been chosen in this tab and is not held yet: signing in, or another language, does not lose it. */
@Service()
export class KeptOrders {
  /** Beside the tab's storage, which may be blocked. */
  private readonly orders = new Map<string, Quantities>();

  keep(eventId: string, order: Quantities): void {
    this.orders.set(eventId, order);
    storedInTab.write(nameOf(eventId), JSON.stringify(order));
  }

  of(eventId: string): Quantities {
    return this.orders.get(eventId) ?? readOrder(storedInTab.readJson(nameOf(eventId)));
  }

  /** Whether codes were taken for the order; {@link codesName} says where. */
  hasCodes(eventId: string): boolean {
    return storedInTab.read(codesName(eventId)) !== null;
  }

  forget(eventId: string): void {
    this.orders.delete(eventId);
    storedInTab.write(nameOf(eventId), null);
    storedInTab.write(codesName(eventId), null);
  }
}

/** Where the codes of an order are kept; whoever asks for them reads and writes them. */
export function codesName(eventId: string): string {
  return `codes.${eventId}`;
}

function nameOf(eventId: string): string {
  return `order.${eventId}`;
}

/** What an earlier version of the page has left there counts as nothing. */
function readOrder(order: unknown): Quantities {
  if (typeof order !== 'object' || order === null) return {};
  return Object.fromEntries(
    Object.entries(order).filter((line): line is [string, number] => Number.isInteger(line[1])),
  );
}
