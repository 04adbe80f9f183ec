import { getMetadataStorage } from 'class-validator';

/**
 * Lets class-validator look up a class's rules once. By itself it looks, for every object that it
 * validates and every line of an order, through all classes that have any rule.
 *
 * Rules are declared where classes are, and all of them are loaded before the first request; a class that
 * got another rule afterwards would be validated without it.
 */
export function rememberRules(): void {
  const storage = getMetadataStorage();
  const find = storage.getTargetValidationMetadatas.bind(storage);
  const group = storage.groupByPropertyName.bind(storage);
  const rules = new Map<object, Rules>();
  const grouped = new WeakMap<Rules, ReturnType<typeof group>>();
  storage.getTargetValidationMetadatas = (target, schema, always, strictGroups, groups) => {
    // Nothing here validates by schemas or groups; whoever does is answered by class-validator alone.
    if (schema || always || strictGroups || groups) {
      return find(target, schema, always, strictGroups, groups);
    }
    return remembered(rules, target, () => find(target, schema, always, strictGroups, groups));
  };
  storage.groupByPropertyName = (metadata) => remembered(grouped, metadata, () => group(metadata));
}

type Rules = ReturnType<ReturnType<typeof getMetadataStorage>['getTargetValidationMetadatas']>;

interface Memory<K, V> {
  get(key: K): V | undefined;
  set(key: K, value: V): unknown;
}

function remembered<K, V>(memory: Memory<K, V>, key: K, read: () => V): V {
  const known = memory.get(key);
  if (known !== undefined) return known;
  const value = read();
  memory.set(key, value);
  return value;
}
