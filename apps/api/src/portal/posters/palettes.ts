import type { TierColor } from '@boxoffice/contracts';
import { pick, type Random } from './seeded-random.js';

/** The inks of a poster. A poster is a picture: the same beside light pages and dark ones. */
export interface Palette {
  /** The night of those that are dark. */
  night: string;
  /** Between the night and the light. */
  dusk: string;
  /** What the poster is remembered by. */
  light: string;
  /** Its brightest tone. */
  glow: string;
  /** The ground of those that are light, and what is written on the night. */
  paper: string;
}

/** One for each colour that a tier may have. Paper and night are those of the pages, tinted. */
const PALETTES: Readonly<Record<Exclude<TierColor, ''>, Palette>> = {
  red: { night: '#210c14', dusk: '#7c2138', light: '#f2784f', glow: '#ffd2b8', paper: '#fff1ea' },
  orange: {
    night: '#20130a',
    dusk: '#7a3d14',
    light: '#f0953f',
    glow: '#ffdfb0',
    paper: '#fdf3e6',
  },
  yellow: {
    night: '#191526',
    dusk: '#4a1f35',
    light: '#e8a33d',
    glow: '#ffdf9e',
    paper: '#faf4e6',
  },
  green: { night: '#0c1a12', dusk: '#1f5a3a', light: '#a8c94f', glow: '#eef5b8', paper: '#f4f6e8' },
  teal: { night: '#0d1a22', dusk: '#134b50', light: '#46b8a4', glow: '#ccf3e2', paper: '#eff6f1' },
  blue: { night: '#0b1424', dusk: '#1c4274', light: '#5fa5e6', glow: '#d3ebff', paper: '#eff4f9' },
  indigo: {
    night: '#12122e',
    dusk: '#36307a',
    light: '#8a85ee',
    glow: '#e0dcff',
    paper: '#f4f2ff',
  },
  purple: {
    night: '#190f26',
    dusk: '#54276b',
    light: '#c07fd8',
    glow: '#f5dcff',
    paper: '#f8f1fa',
  },
  pink: { night: '#210d1d', dusk: '#7c2559', light: '#ee7fa8', glow: '#ffdbe6', paper: '#fdf0f4' },
  grey: { night: '#141417', dusk: '#3d3d47', light: '#b3aea4', glow: '#f2ede2', paper: '#f5f3ef' },
};

/** Those that an event without colours of its own gets: grey is only for who asks for it. */
const BY_CHANCE = [
  PALETTES.yellow,
  PALETTES.teal,
  PALETTES.red,
  PALETTES.indigo,
  PALETTES.blue,
  PALETTES.green,
  PALETTES.pink,
  PALETTES.purple,
  PALETTES.orange,
] as const;

/** The palette of an event's first tier that has a colour, or one by chance. */
export function paletteOf(colors: readonly TierColor[], random: Random): Palette {
  const byChance = pick(random, BY_CHANCE);
  const color = colors.find((one) => one !== '');
  return color === undefined ? byChance : PALETTES[color];
}
