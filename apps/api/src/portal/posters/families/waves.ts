import { between } from '../seeded-random.js';
import { rounded, type Family } from './family.js';

/** Of each band: fewer show their corners. */
const POINTS = 48;

/** Bands that swell and sink, from a light sky down into the night. */
export const waves: Family = ({ width, height }, palette, random) => {
  const count = 7;
  const bands = Array.from({ length: count }, (_, band) => {
    const share = band / (count - 1);
    const base = height * (0.2 + share * 0.42);
    const swell = between(random, 14, 34) * (1 - share * 0.5);
    const shift = between(random, 0, 6.28);
    const length = between(random, 1.1, 2.1) * (width / 400);
    const points = Array.from({ length: POINTS + 1 }, (_, index) => {
      const x = (width / POINTS) * index;
      const y = base + Math.sin((x / width) * 6.28 * length + shift) * swell;
      return `${rounded(x)} ${rounded(y)}`;
    });
    return `<path d="M0 ${height}L${points.join('L')}L${width} ${height}z" fill="${mixed(palette.light, palette.night, share ** 0.75)}"/>`;
  });
  const moon = height * between(random, 0.07, 0.11);
  const x = width * between(random, 0.2, 0.8);
  return {
    defs: `<linearGradient id="sky" x1="0" y1="0" x2="0" y2="1"><stop stop-color="${palette.paper}"/><stop offset="0.5" stop-color="${palette.glow}"/></linearGradient>`,
    marks: `<rect width="${width}" height="${height}" fill="url(#sky)"/><circle cx="${rounded(x)}" cy="${rounded(height * 0.18)}" r="${rounded(moon)}" fill="${palette.light}"/>${bands.join('')}`,
    title: {
      top: height * 0.64,
      height: height * 0.36 - 24,
      align: 'bottom',
      ink: palette.paper,
      sizeMax: 72,
    },
  };
};

/** A colour on the way from one to another. */
function mixed(from: string, to: string, share: number): string {
  const channels = [1, 3, 5].map((at) => {
    const a = parseInt(from.slice(at, at + 2), 16);
    const b = parseInt(to.slice(at, at + 2), 16);
    return Math.round(a + (b - a) * share)
      .toString(16)
      .padStart(2, '0');
  });
  return `#${channels.join('')}`;
}
