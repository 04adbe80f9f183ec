import { HttpClient } from '@angular/common/http';
import { inject, Service } from '@angular/core';
import type { CreatedTicketsDto, CreateTicketsDto, Envelope } from '@boxoffice/contracts';
import { firstValueFrom } from 'rxjs';
import { apiUrl } from '../../api/api-url';

/** Puts tickets on sale: all of them, or none. */
@Service()
export class CreateTickets {
  private readonly http = inject(HttpClient);

  async create(request: CreateTicketsDto): Promise<CreatedTicketsDto> {
    const answer = await firstValueFrom(
      this.http.post<Envelope<CreatedTicketsDto>>(apiUrl('tickets', 'create'), request),
    );
    return answer.data;
  }
}
