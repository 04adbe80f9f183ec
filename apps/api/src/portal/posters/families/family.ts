import type { Palette } from '../palettes.js';
import type { Random } from '../seeded-random.js';

/** The frame that a poster is drawn into. */
export interface Frame {
  width: number;
  height: number;
}

/** Where the title is set, and in what. */
export interface TitleArea {
  top: number;
  height: number;
  /** At the top of the area, or standing on its ground. */
  align: 'top' | 'bottom';
  ink: string;
  sizeMax: number;
}

/** A drawing without its title. */
export interface Drawing {
  /** What stands between `<defs>` and `</defs>`. */
  defs: string;
  /** What is drawn, from back to front. */
  marks: string;
  title: TitleArea;
}

/** One way of drawing posters. */
export type Family = (frame: Frame, palette: Palette, random: Random) => Drawing;

/** Coordinates need no more. */
export function rounded(value: number): string {
  return String(Math.round(value * 10) / 10);
}
