import type { UserRole } from '@boxoffice/contracts';
import { ROLES } from '../../account/role-name';

/** What the list of users is narrowed to, as it stands in the address. */
export interface UserFilters {
  search: string;
  role: UserRole | '';
}

/** Reads the filters from an address that anybody may have typed. */
export function readFilters(search: string | undefined, role: string | undefined): UserFilters {
  const known = ROLES.find((one) => one === role);
  return { search: (search ?? '').trim(), role: known ?? '' };
}

/** The filters as parameters of an address; what does not narrow anything is left out. */
export function filterParams({ search, role }: UserFilters): Record<string, string> {
  return { ...(search && { search }), ...(role && { role }) };
}
