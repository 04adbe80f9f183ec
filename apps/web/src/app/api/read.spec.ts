import { provideHttpClient } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { ApplicationRef, signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { readApi, type Reading } from './read';

describe('what a page reads', () => {
  const address = signal('/api/v1/one');
  let server: HttpTestingController;
  let reading: Reading<string>;

  const settle = async (): Promise<void> => {
    // An answer reaches a resource in microtasks, which whenStable waits for.
    await TestBed.inject(ApplicationRef).whenStable();
  };

  beforeEach(() => {
    TestBed.configureTestingModule({
      providers: [provideHttpClient(), provideHttpClientTesting()],
    });
    server = TestBed.inject(HttpTestingController);
    address.set('/api/v1/one');
    reading = TestBed.runInInjectionContext(() => readApi<string>(address));
    TestBed.tick();
  });

  afterEach(() => server.verify());

  it('is loading, and then there, out of its envelope', async () => {
    expect(reading.isLoading()).toBe(true);
    server.expectOne('/api/v1/one').flush({ success: true, data: 'first' });
    await settle();
    expect(reading.data()).toBe('first');
    expect(reading.isLoading()).toBe(false);
  });

  it('stays while it is read again, and when that fails', async () => {
    server.expectOne('/api/v1/one').flush({ success: true, data: 'first' });
    await settle();
    reading.reload();
    TestBed.tick();
    expect(reading.data()).toBe('first');
    server.expectOne('/api/v1/one').error(new ProgressEvent('error'));
    await settle();
    expect(reading.data()).toBe('first');
    expect(reading.failure()).toEqual({ kind: 'unreachable' });
  });

  it('is never shown as that of another address', async () => {
    server.expectOne('/api/v1/one').flush({ success: true, data: 'first' });
    await settle();
    address.set('/api/v1/two');
    TestBed.tick();
    expect(reading.data()).toBeUndefined();
    server.expectOne('/api/v1/two').flush({ success: true, data: 'second' });
    await settle();
    expect(reading.data()).toBe('second');
  });
});
