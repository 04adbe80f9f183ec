import { Service } from '@angular/core';
import type { ApiIndexDto } from '@boxoffice/contracts';
import { API } from './api-url';
import { readPlain } from './read';

/** What the server says of itself: whether it is a demonstration. */
@Service()
export class ServiceIndex {
  private readonly index = readPlain<ApiIndexDto>(() => API);

  readonly data = this.index.data;
  readonly failure = this.index.failure;
}
