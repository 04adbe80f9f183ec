/**
 * Composes a poster from an event's id and name alone: a lit stage, rows of seats around it, beams
 * from above. The same event always gets the same poster, on every device, with nothing stored.
 */
export interface PosterArt {
  palette: PosterPalette;
  /** Where the stage's light is, in the 400 × 440 frame. */
  stage: { x: number; y: number; radius: number };
  /** Rows of seats: circles around the stage, drawn as dots. */
  rows: { radius: number; gap: number; opacity: number }[];
  /** Beams of light, as the points of a polygon. */
  beams: { points: string; opacity: number }[];
  title: { lines: string[]; size: number };
}

export interface PosterPalette {
  top: string;
  bottom: string;
  light: string;
  glow: string;
  paper: string;
}

export const POSTER_WIDTH = 400;
export const POSTER_HEIGHT = 440;

/** Inks of the posters. They are pictures, the same in light and dark, and so no theme tokens. */
const NIGHT: PosterPalette = {
  top: '#191526',
  bottom: '#4a1f35',
  light: '#e8a33d',
  glow: '#ffdf9e',
  paper: '#faf7f2',
};
const PALETTES: readonly PosterPalette[] = [
  NIGHT,
  { top: '#0d1a22', bottom: '#134b50', light: '#f0b358', glow: '#ffe8b8', paper: '#f6f4ea' },
  { top: '#1d0e19', bottom: '#76233a', light: '#ffb066', glow: '#ffe3bf', paper: '#fff4ec' },
  { top: '#12122e', bottom: '#36307a', light: '#f2a65a', glow: '#ffe0b5', paper: '#f4f2ff' },
];

/** Room for the title: the frame's width less a margin of 28 on both sides. */
const TITLE_WIDTH = POSTER_WIDTH - 56;
const TITLE_SIZE_MAX = 72;
/** How wide a capital of Bricolage Grotesque 800 is on average, in its size. */
const CAPITAL_WIDTH = 0.6;

export function composePoster(id: string, name: string): PosterArt {
  const random = seededRandom(hash(`${id}\n${name}`));
  const between = (low: number, high: number): number => low + random() * (high - low);
  const palette = PALETTES[Math.floor(random() * PALETTES.length)] ?? NIGHT;

  const stage = {
    x: round(between(120, 280)),
    y: round(between(138, 176)),
    radius: round(between(34, 54)),
  };
  const rowCount = Math.floor(between(9, 13));
  const rowStep = between(20, 25);
  const rows = Array.from({ length: rowCount }, (_, row) => ({
    radius: round(stage.radius + 20 + row * rowStep),
    gap: round(between(9, 13)),
    opacity: round(0.8 - row * 0.052),
  }));

  const beamCount = Math.floor(between(4, 7));
  const beams = Array.from({ length: beamCount }, (_, beam) => {
    const source = round(((beam + 0.5) / beamCount) * POSTER_WIDTH + between(-24, 24));
    const spread = between(20, 44);
    const target = stage.x + between(-46, 46);
    return {
      points: `${source - 4},-10 ${source + 4},-10 ${round(target + spread)},330 ${round(target - spread)},330`,
      opacity: round(between(0.3, 0.6)),
    };
  });

  return { palette, stage, rows, beams, title: setTitle(name) };
}

/** Breaks the name into at most four lines and sizes them so that the longest fits the frame. */
export function setTitle(name: string): { lines: string[]; size: number } {
  const words = name.trim().toUpperCase().split(/\s+/).filter(Boolean);
  const lineLength = Math.max(9, ...words.map((word) => word.length));
  const lines: string[] = [];
  for (const word of words) {
    const last = lines.at(-1);
    if (last !== undefined && (last.length + 1 + word.length <= lineLength || lines.length === 4)) {
      lines[lines.length - 1] = `${last} ${word}`;
    } else {
      lines.push(word);
    }
  }
  const longest = Math.max(1, ...lines.map((line) => line.length));
  const size = Math.floor(Math.min(TITLE_SIZE_MAX, TITLE_WIDTH / (longest * CAPITAL_WIDTH)));
  return { lines, size };
}

/** FNV-1a: short, and stable for ever. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (const character of text) {
    value ^= character.codePointAt(0) ?? 0;
    value = Math.imul(value, 0x01000193);
  }
  return value >>> 0;
}

/** mulberry32: a seed in, the same row of numbers out. */
function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
