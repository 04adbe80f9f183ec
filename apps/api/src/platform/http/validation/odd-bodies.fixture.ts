/** A pseudo-random integer from 0 up to, but not including, a bound; the same sequence in every run. */
export type Dice = (below: number) => number;

/** The mulberry32 generator. */
export function seededDice(seed: number): Dice {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

const ODD_VALUES: readonly string[] = [
  ...['null', 'true', 'false', '0', '-0', '1', '-1', '1.5', '1e21', '21', '20001', '2147483648'],
  ...['9007199254740991', '9007199254740992', '"9223372036854775808"', '""', '" "', '"1"', '"01"'],
  ...['"1e3"', '" 1 "', '"a\\u0000b"', '"\\ud800"', '"\\ud83c\\udfab"', '"success"', '"admin"'],
  ...['"ada@example.org"', '"Ada <ada@example.org>"', '"123456"', '"toString"', '"__proto__"'],
  ...[11, 12, 32, 33, 50, 51, 128, 129, 255, 256, 1_000, 1_001].map(
    (length) => `"${'x'.repeat(length)}"`,
  ),
  ...['[]', '[null]', '[[]]', '[[1]]', '["1",1]', '[1,2,3]', '["1","2","1"]', '[{}]', '[true,""]'],
  ...['{}', '{"length":1}', '{"0":"a","length":1}', '{"then":1}', '{"id":1}', '{"toString":1}'],
  ...['{"__proto__":{"tier":"VIP"}}', '{"constructor":{"prototype":{}}}', '{"tier":"VIP"}'],
  ...['[{"tier":"VIP","quantity":1,"price":0}]', '[{"tier":"VIP","quantity":1},null]'],
  ...['{"tier":"VIP","quantity":1}', '[[{"tier":"VIP","quantity":1}]]', '[{"tier":{}}]'],
  `[${'1,'.repeat(1_000)}2]`,
  `[${'{"tier":"VIP","quantity":1},'.repeat(20)}{"tier":"VIP","quantity":1}]`,
];

const OTHER_FIELDS = [
  ...['role', 'price', 'status', 'id', 'length', 'then', 'target', '0', ''],
  ...['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'valueOf'],
];

/** A valid body with one to three mutations, as JSON: fields missing, wrong, moved or added. */
export function oddBody(valid: object, dice: Dice): string {
  const body = JSON.parse(JSON.stringify(valid)) as object;
  for (let changes = 1 + dice(3); changes > 0; changes -= 1) change(placeIn(body, dice), dice);
  return JSON.stringify(body);
}

/** The body, or an object or array somewhere inside it. */
function placeIn(body: object, dice: Dice): object {
  const inner = Object.values(body).filter((value) => typeof value === 'object' && value !== null);
  return inner.length > 0 && dice(2) === 0 ? placeIn(pick(inner, dice) as object, dice) : body;
}

function change(place: object, dice: Dice): void {
  const names = Object.keys(place);
  const values = Object.values(place);
  const name = names.length === 0 ? 'name' : pick(names, dice);
  const how = dice(6);
  if (Array.isArray(place)) {
    // JSON can't express gaps.
    if (how === 0) place.splice(Number(name), 1);
    else if (how === 1 && values.length > 0) place.push(pick(values, dice));
    else place[Number.isNaN(Number(name)) ? 0 : Number(name)] = oddValue(dice);
  } else if (how === 0) Reflect.deleteProperty(place, name);
  else if (how === 1) put(place, pick(OTHER_FIELDS, dice), oddValue(dice));
  else if (how === 2) put(place, pick(OTHER_FIELDS, dice), 'other');
  else if (how === 3 && values.length > 0) put(place, name, pick(values, dice));
  else put(place, name, oddValue(dice));
}

function oddValue(dice: Dice): unknown {
  return JSON.parse(pick(ODD_VALUES, dice));
}

/** Unlike an assignment, this makes `__proto__` an own property, as the JSON parser does. */
function put(place: object, name: string, value: unknown): void {
  const own = { value, writable: true, enumerable: true, configurable: true };
  Object.defineProperty(place, name, own);
}

function pick<T>(values: readonly T[], dice: Dice): T {
  return values[dice(values.length)] as T;
}
