import { between, pick } from '../seeded-random.js';
import { rounded, type Family } from './family.js';

/** The name alone, as large as it goes, with one mark below it. */
export const type: Family = ({ width, height }, palette, random) => {
  const [ground, ink, mark] = pick(random, [
    [palette.light, palette.night, palette.paper],
    [palette.dusk, palette.glow, palette.light],
    [palette.night, palette.paper, palette.light],
    [palette.paper, palette.night, palette.light],
  ] as const);
  const radius = height * between(random, 0.16, 0.3);
  const x = width * between(random, 0.62, 0.86);
  const shape = pick(random, [
    `<circle cx="${rounded(x)}" cy="${height}" r="${rounded(radius)}"/>`,
    `<rect x="28" y="${rounded(height - 48)}" width="${rounded(width - 56)}" height="12"/><rect x="28" y="${rounded(height - 68)}" width="${rounded((width - 56) * between(random, 0.3, 0.7))}" height="4"/>`,
    `<path d="M${rounded(x - radius)} ${height}L${rounded(x)} ${rounded(height - radius * 1.2)}L${rounded(x + radius)} ${height}z"/>`,
    `<path d="M0 ${height}V${rounded(height - 40)}L${width} ${rounded(height - 40 - radius * 0.5)}V${height}z"/>`,
  ]);
  return {
    defs: '',
    marks: `<rect width="${width}" height="${height}" fill="${ground}"/><g fill="${mark}">${shape}</g>`,
    title: { top: 26, height: height * 0.72, align: 'top', ink, sizeMax: 96 },
  };
};
