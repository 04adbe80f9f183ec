import { httpResource, type HttpResourceRef, type HttpResourceRequest } from '@angular/common/http';
import { computed, inject, linkedSignal, type Signal } from '@angular/core';
import type { Envelope } from '@boxoffice/contracts';
import { Session } from '../session/session';
import { readFailure, type Failure } from './problem';

/** What a page reads from the API, kept fresh without ever blinking. */
export interface Reading<T> {
  /** The newest good answer. Stays while it is read again, and when reading again fails. */
  readonly data: Signal<T | undefined>;
  /** Why the last attempt failed; undefined when it did not. */
  readonly failure: Signal<Failure | undefined>;
  /** Whether there is nothing to show yet and an answer is on its way. */
  readonly isLoading: Signal<boolean>;
  readonly reload: () => void;
}

type Address = string | undefined;

/** Reads an answer in an envelope; reads nothing while the address is undefined. */
export function readApi<T>(address: () => Address): Reading<T> {
  const resource = httpResource<T>(() => revalidated(address()), {
    parse: (raw) => dataOf(raw) as T,
  });
  return reading(resource, address);
}

/** Caches between may keep what everybody reads; this browser asks each time, so that it shows its own changes. */
function revalidated(url: Address): HttpResourceRequest | undefined {
  return url === undefined ? undefined : { url, cache: 'no-cache' };
}

/**
 * As {@link readApi}, for what belongs to whoever is signed in: when that is somebody else, or nobody
 * any more, what was read is gone at once, and read again for them.
 */
export function readOwn<T>(address: () => Address): Reading<T> {
  const { account } = inject(Session);
  const person = computed(() => account()?.id ?? '');
  const resource = httpResource<T>(
    () => {
      person();
      return address();
    },
    { parse: (raw) => dataOf(raw) as T },
  );
  return reading(resource, () => {
    const own = address();
    return own === undefined ? undefined : `${person()} ${own}`;
  });
}

/** As {@link readApi}, for the answers that have no envelope. */
export function readPlain<T>(address: () => Address): Reading<T> {
  return reading(httpResource<T>(address), address);
}

function reading<T>(resource: HttpResourceRef<T | undefined>, address: () => Address): Reading<T> {
  interface Kept {
    address: Address;
    data: T | undefined;
  }
  // What was read from another address (another event, another user) is never shown as this one's.
  const kept = linkedSignal<Kept, Kept>({
    source: () => ({
      address: address(),
      data: resource.hasValue() ? resource.value() : undefined,
    }),
    computation: (now, before) =>
      now.data === undefined && before && before.value.address === now.address ? before.value : now,
  });
  const data = computed(() => kept().data);
  const failure = computed(() => {
    const error = resource.error();
    return error ? readFailure(error) : undefined;
  });
  const isLoading = computed(
    () => data() === undefined && failure() === undefined && resource.isLoading(),
  );
  return { data, failure, isLoading, reload: () => void resource.reload() };
}

function dataOf(raw: unknown): unknown {
  return (raw as Envelope<unknown>).data;
}
