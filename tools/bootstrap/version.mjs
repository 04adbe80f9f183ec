/**
 * Whether a version is not below another, both written as 1.2.3.
 * @param {string} version
 * @param {string} wanted
 */
export function isAtLeast(version, wanted) {
  const have = version.split('.').map(Number);
  const want = wanted.split('.').map(Number);
  for (let index = 0; index < want.length; index += 1) {
    if (have[index] !== want[index]) return have[index] > want[index];
  }
  return true;
}
