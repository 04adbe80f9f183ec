import { ERASED_USER_NAME, WALK_IN_NAME } from '@boxoffice/contracts/person-name';

/** What a buyer is called, in the language of the page also where they said no name or nothing is left of them. */
export function buyerName(name: string | null): string {
  if (name === null || name === WALK_IN_NAME) return $localize`Walk-in, no name`;
  return name === ERASED_USER_NAME ? $localize`Erased user` : name;
}
