import { computed, inject, Injectable } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { ActivatedRoute } from '@angular/router';
import type { OrganiserDto, OrganiserRole } from '@boxoffice/contracts';
import { mayActAs } from '@boxoffice/contracts/organiser-role';
import { Identity } from '../account/identity';
import { apiUrl } from '../api/api-url';
import { readOwn } from '../api/read';

/** The organisation that the address names, for the pages inside its frame. */
@Injectable()
export class CurrentOrganiser {
  private readonly identity = inject(Identity);
  private readonly params = toSignal(inject(ActivatedRoute).paramMap, { requireSync: true });

  readonly id = computed(() => this.params().get('organiserId') ?? '');
  readonly organiser = readOwn<OrganiserDto>(() => apiUrl('organisers', this.id()));

  /** As what somebody works here: an admin may do all that an owner may. */
  readonly role = computed<OrganiserRole | undefined>(() => {
    const organiser = this.organiser.data();
    if (!organiser) return undefined;
    return organiser.role ?? (this.identity.isAdmin() ? 'owner' : undefined);
  });

  /** Whether somebody may do here what a role may. The server checks each request by itself. */
  may(needed: OrganiserRole): boolean {
    const role = this.role();
    return role !== undefined && mayActAs(role, needed);
  }
}
