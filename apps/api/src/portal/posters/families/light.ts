import { between } from '../seeded-random.js';
import { rounded, type Family } from './family.js';

/** A lit stage, the rows of seats around it, and beams from above. */
export const light: Family = ({ width, height }, palette, random) => {
  const x = width * between(random, 0.3, 0.7);
  const y = height * between(random, 0.3, 0.4);
  const radius = height * between(random, 0.08, 0.12);
  const rowStep = between(random, 20, 25);
  const rowCount = Math.ceil(Math.max(x, width - x) / rowStep);
  const rows = Array.from({ length: rowCount }, (_, row) => {
    const gap = rounded(between(random, 9, 13));
    const opacity = rounded(Math.max(0.15, 0.8 - row * 0.05));
    return `<circle cx="${rounded(x)}" cy="${rounded(y)}" r="${rounded(radius + 20 + row * rowStep)}" stroke-dasharray="0.1 ${gap}" opacity="${opacity}"/>`;
  });
  const beamCount = Math.round(width / between(random, 60, 100));
  const beams = Array.from({ length: beamCount }, (_, beam) => {
    const source = ((beam + 0.5) / beamCount) * width + between(random, -24, 24);
    const spread = between(random, 20, 44);
    const target = x + between(random, -46, 46);
    const end = height * 0.75;
    const points = `${rounded(source - 4)},-10 ${rounded(source + 4)},-10 ${rounded(target + spread)},${end} ${rounded(target - spread)},${end}`;
    return `<polygon points="${points}" opacity="${rounded(between(random, 0.3, 0.6))}"/>`;
  });
  const at = `cx="${rounded(x)}" cy="${rounded(y)}"`;
  return {
    defs: `<linearGradient id="sky" x1="0" y1="0" x2="0" y2="1"><stop stop-color="${palette.night}"/><stop offset="1" stop-color="${palette.dusk}"/></linearGradient>
<linearGradient id="beam" x1="0" y1="0" x2="0" y2="1"><stop stop-color="${palette.light}" stop-opacity="0.7"/><stop offset="0.7" stop-color="${palette.light}" stop-opacity="0.12"/><stop offset="1" stop-color="${palette.light}" stop-opacity="0"/></linearGradient>
<radialGradient id="halo"><stop stop-color="${palette.light}" stop-opacity="0.75"/><stop offset="1" stop-color="${palette.light}" stop-opacity="0"/></radialGradient>
<radialGradient id="stage" cy="0.35"><stop stop-color="${palette.glow}"/><stop offset="1" stop-color="${palette.light}"/></radialGradient>
<linearGradient id="floor" x1="0" y1="0" x2="0" y2="1"><stop stop-color="${palette.night}" stop-opacity="0"/><stop offset="0.5" stop-color="${palette.night}" stop-opacity="0.88"/><stop offset="1" stop-color="${palette.night}" stop-opacity="0.95"/></linearGradient>`,
    marks: `<rect width="${width}" height="${height}" fill="url(#sky)"/>
<g fill="none" stroke="${palette.paper}" stroke-width="3.6" stroke-linecap="round">${rows.join('')}</g>
<circle ${at} r="${rounded(radius * 3.4)}" fill="url(#halo)"/>
<g fill="url(#beam)">${beams.join('')}</g>
<circle ${at} r="${rounded(radius)}" fill="url(#stage)"/>
<rect class="title" y="${rounded(height * 0.4)}" width="${width}" height="${rounded(height * 0.6)}" fill="url(#floor)"/>`,
    title: {
      top: height * 0.5,
      height: height * 0.5 - 26,
      align: 'bottom',
      ink: palette.paper,
      sizeMax: 72,
    },
  };
};
