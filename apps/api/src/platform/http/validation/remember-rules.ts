import { getMetadataStorage, type MetadataStorage } from 'class-validator';

type Search = MetadataStorage['getTargetValidationMetadatas'];

/**
 * Makes class-validator look up the rules of a class once. It walks over all DTO classes for each object that it
 * validates, to find those that the object's class extends: with each DTO of the API, every request got slower
 * (docs/adr/appendix/0042.md). Rules are declared by decorators, so they are complete before the first request.
 *
 * Searches by group or schema, which our DTOs don't use, stay as they are.
 */
export function rememberRules(): void {
  const storage = getMetadataStorage();
  // There is one storage a process, however many APIs a test starts in it.
  if (Object.hasOwn(storage, 'getTargetValidationMetadatas')) return;
  const search: Search = storage.getTargetValidationMetadatas.bind(storage);
  const known = new Map<unknown, ReturnType<Search>>();
  storage.getTargetValidationMetadatas = (target, schema, always, strictGroups, groups) => {
    if (schema || always || strictGroups || groups) {
      return search(target, schema, always, strictGroups, groups);
    }
    const rules = known.get(target) ?? search(target, schema, always, strictGroups);
    known.set(target, rules);
    return rules;
  };
}
