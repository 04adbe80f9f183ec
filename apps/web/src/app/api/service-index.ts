import { computed, Service } from '@angular/core';
import type { ApiIndexDto } from '@boxoffice/contracts';
import { API } from './api-url';
import { readPlain } from './read';

/** What the server says of itself: whether it is a demonstration, and whether it takes payments. */
@Service()
export class ServiceIndex {
  private readonly index = readPlain<ApiIndexDto>(() => API);

  readonly data = this.index.data;
  readonly failure = this.index.failure;
  /** True also while that is not known: the server refuses by itself. */
  readonly takesPayments = computed(() => this.index.data()?.payments !== 'none');
}
