import { ERASED_USER_NAME } from '@boxoffice/contracts/person-name';

/** What somebody is called in a list, in the language of the page also where nothing is left of them. */
export function shownName(name: string): string {
  return name === ERASED_USER_NAME ? $localize`Erased user` : name;
}
