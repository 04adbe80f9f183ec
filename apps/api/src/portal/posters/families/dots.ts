import { between } from '../seeded-random.js';
import { rounded, type Family } from './family.js';

/** Dots of a coarse print: two waves that run into each other. */
export const dots: Family = ({ width, height }, palette, random) => {
  const step = 16;
  const sources = [
    { x: width * between(random, 0, 0.4), y: height * between(random, 0, 0.5) },
    { x: width * between(random, 0.6, 1), y: height * between(random, 0, 0.5) },
  ];
  const length = between(random, 46, 80);
  const depth = height * 0.55;
  const marks: string[] = [];
  for (let row = 0; row * step < depth; row += 1) {
    const y = row * step + step / 2;
    const fading = 1 - y / (depth + step);
    for (let x = step / 2 + (row % 2) * (step / 2); x < width + step; x += step) {
      const swell = sources.reduce(
        (sum, source) => sum + Math.sin(Math.hypot(x - source.x, y - source.y) / (length / 6.28)),
        0,
      );
      const radius = (1.2 + ((swell + 2) / 4) * 8.2) * (0.35 + 0.65 * fading);
      marks.push(`<circle cx="${rounded(x)}" cy="${rounded(y)}" r="${rounded(radius)}"/>`);
    }
  }
  return {
    defs: `<linearGradient id="ink" gradientUnits="userSpaceOnUse" x1="0" y1="0" x2="${width}" y2="${rounded(height * 0.6)}"><stop stop-color="${palette.light}"/><stop offset="1" stop-color="${palette.dusk}"/></linearGradient>`,
    marks: `<rect width="${width}" height="${height}" fill="${palette.paper}"/><g fill="url(#ink)">${marks.join('')}</g>`,
    title: {
      top: height * 0.58,
      height: height * 0.42 - 24,
      align: 'bottom',
      ink: palette.night,
      sizeMax: 72,
    },
  };
};
