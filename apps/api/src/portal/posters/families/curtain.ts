import { between } from '../seeded-random.js';
import { rounded, type Family } from './family.js';

/** A curtain that has just been drawn: folds on both sides, and light between them. */
export const curtain: Family = ({ width, height }, palette, random) => {
  const folds = Math.round(width / between(random, 26, 38));
  const side = width / folds;
  const middle = width * between(random, 0.4, 0.6);
  const lift = between(random, 0.5, 0.72);
  const marks = Array.from({ length: folds }, (_, fold) => {
    const x = fold * side;
    const distance = Math.min(1, Math.abs(x + side / 2 - middle) / (width / 2));
    const end = height * (lift * distance ** 0.6 + 0.06);
    const sway = side * 0.5;
    return `<path d="M${rounded(x)} -2H${rounded(x + side + 0.6)}V${rounded(end)}q${rounded(-sway)} ${rounded(sway)} ${rounded(-side - 0.6)} 0z" fill="url(#fold)"/>`;
  });
  return {
    defs: `<linearGradient id="fold"><stop stop-color="${palette.dusk}"/><stop offset="0.45" stop-color="${palette.light}"/><stop offset="1" stop-color="${palette.dusk}"/></linearGradient>
<radialGradient id="glow" gradientUnits="userSpaceOnUse" cx="${rounded(middle)}" cy="${rounded(height * 0.5)}" r="${rounded(height * 0.62)}"><stop stop-color="${palette.light}" stop-opacity="0.55"/><stop offset="1" stop-color="${palette.light}" stop-opacity="0"/></radialGradient>`,
    marks: `<rect width="${width}" height="${height}" fill="${palette.night}"/><rect width="${width}" height="${height}" fill="url(#glow)"/>${marks.join('')}`,
    title: {
      top: height * 0.58,
      height: height * 0.42 - 24,
      align: 'bottom',
      ink: palette.glow,
      sizeMax: 72,
    },
  };
};
