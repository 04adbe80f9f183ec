import type { OrganiserRole } from '@boxoffice/contracts';

interface RoleWords {
  name: () => string;
  /** What somebody with it may do. */
  meaning: () => string;
}

const WORDS: Record<OrganiserRole, RoleWords> = {
  owner: {
    name: () => $localize`Owner`,
    meaning: () => $localize`Everything, including members and legal details`,
  },
  manager: {
    name: () => $localize`Manager`,
    meaning: () => $localize`Events, sales and members`,
  },
  box_office: {
    name: () => $localize`Box office`,
    meaning: () => $localize`Sales and bookings`,
  },
  door: {
    name: () => $localize`Door`,
    meaning: () => $localize`Who is coming`,
  },
};

/** The most first. */
export const ORGANISER_ROLES = Object.keys(WORDS) as OrganiserRole[];

export function organiserRoleName(role: OrganiserRole): string {
  return WORDS[role].name();
}

export function organiserRoleMeaning(role: OrganiserRole): string {
  return WORDS[role].meaning();
}
