import { pick } from '../seeded-random.js';
import { rounded, type Family } from './family.js';

/** Tiles of quarter circles and discs on paper, as of an exhibition of the twenties. */
export const arcs: Family = ({ width, height }, palette, random) => {
  const rows = 2;
  const columns = Math.round(width / (height * 0.26));
  const side = width / columns;
  const inks = [palette.dusk, palette.light, palette.night, palette.glow] as const;
  const tiles: string[] = [];
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      const ground = pick(random, inks);
      const ink = pick(random, inks.filter((one) => one !== ground) as [string, ...string[]]);
      const inner = pick(random, inks.filter((one) => one !== ink) as [string, ...string[]]);
      const turn = pick(random, [0, 90, 180, 270]);
      const s = rounded(side);
      const half = rounded(side / 2);
      const shape = pick(random, [
        `<path d="M0 0H${s}A${s} ${s} 0 0 1 0 ${s}z" fill="${ink}"/><path d="M0 0H${half}A${half} ${half} 0 0 1 0 ${half}z" fill="${inner}"/>`,
        `<circle cx="${half}" cy="${half}" r="${rounded(side * 0.36)}" fill="${ink}"/><circle cx="${half}" cy="${half}" r="${rounded(side * 0.15)}" fill="${inner}"/>`,
        `<path d="M0 0A${half} ${half} 0 0 0 ${s} 0z" fill="${ink}"/><path d="M0 ${half}A${half} ${half} 0 0 0 ${s} ${half}z" fill="${inner}"/>`,
        `<path d="M0 0H${s}L0 ${s}z" fill="${ink}"/>`,
        `<path d="M0 0A${s} ${s} 0 0 1 ${s} ${s}A${s} ${s} 0 0 1 0 0z" fill="${ink}"/>`,
      ]);
      const x = column * side;
      const y = row * side;
      tiles.push(
        `<g transform="translate(${rounded(x)} ${rounded(y)})"><rect width="${rounded(side + 0.5)}" height="${rounded(side + 0.5)}" fill="${ground}"/><g transform="rotate(${turn} ${half} ${half})">${shape}</g></g>`,
      );
    }
  }
  const top = side * rows;
  return {
    defs: '',
    marks: `<rect width="${width}" height="${height}" fill="${palette.paper}"/>${tiles.join('')}`,
    title: {
      top: top + 20,
      height: height - top - 42,
      align: 'top',
      ink: palette.night,
      sizeMax: 64,
    },
  };
};
