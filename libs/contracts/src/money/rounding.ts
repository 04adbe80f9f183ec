/** Ten thousand basis points are the whole: 19 % are 1,900 of them. */
const WHOLE_BASIS_POINTS = 10_000;

/**
 * `minor * part / whole` in whole minor units. The one rule of rounding for fees, discounts and taxes: to the nearest,
 * and a half away from zero, so that what is given back is what was charged. `Math.round` would charge 3 for 2.5 and
 * give 2 back, and a product of two numbers is exact only up to 2^53.
 *
 * @param whole greater than zero
 */
export function proportionOf(minor: number, part: number, whole: number): number {
  if (!(whole > 0)) throw new RangeError('The whole is greater than zero.');
  const product = BigInt(minor) * BigInt(part);
  const size = product < 0n ? -product : product;
  const rounded = Number((size * 2n + BigInt(whole)) / (BigInt(whole) * 2n));
  if (!Number.isSafeInteger(rounded)) throw new RangeError('The amount is too large.');
  return product < 0n && rounded > 0 ? -rounded : rounded;
}

/**
 * A percentage of an amount, rounded by {@link proportionOf}: 1,900 basis points (19 %) of 1,050 are 200.
 *
 * What a price that includes a tax owes of it is `proportionOf(price, basisPoints, 10_000 + basisPoints)`.
 */
export function percentOf(minor: number, basisPoints: number): number {
  return proportionOf(minor, basisPoints, WHOLE_BASIS_POINTS);
}
