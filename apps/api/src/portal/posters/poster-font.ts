import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { create, type Font } from 'fontkit';

/** The subsets of the pages' font for headings, in the order in which they are searched for a letter. */
const SUBSETS = ['latin', 'latin-ext', 'vietnamese'] as const;

/** Headings are set tightly, as on the pages; a share of the size. */
const TRACKING = -0.02;

/**
 * The font of posters. Their titles are drawn as outlines of its letters, since a picture on a page can load no font:
 * they look the same in each browser, in a preview and on a server without fonts.
 */
export class PosterFont {
  private readonly subsets: readonly Font[];
  private readonly widths = new Map<string, number>();

  constructor() {
    const require = createRequire(import.meta.url);
    this.subsets = SUBSETS.map((subset) => {
      const file = require.resolve(
        `@fontsource-variable/bricolage-grotesque/files/bricolage-grotesque-${subset}-wght-normal.woff2`,
      );
      // The default of this variable font is its boldest weight, the one that titles are set in.
      return create(readFileSync(file)) as Font;
    });
  }

  /** Whether the font has all letters of a text. */
  has(text: string): boolean {
    return Array.from(text).every((letter) => this.subsetOf(letter) !== undefined);
  }

  /** How wide a text is, in its size. */
  widthOf(text: string): number {
    const known = this.widths.get(text);
    if (known !== undefined) return known;
    const width = this.runsOf(text).reduce((sum, run) => sum + run.width, 0);
    if (this.widths.size >= WIDTHS_MAX) this.widths.clear();
    this.widths.set(text, width);
    return width;
  }

  /** The outlines of a text that begins at a place, as the data of a path. */
  outline(text: string, x: number, y: number, size: number): string {
    let at = x;
    const parts: string[] = [];
    for (const { font, glyphs } of this.runsOf(text)) {
      const scale = size / font.unitsPerEm;
      for (const { glyph, advance, offset } of glyphs) {
        const left = at + offset * scale;
        parts.push(
          glyph.path.transform(scale, 0, 0, -scale, left, y).commands.map(written).join(''),
        );
        at += advance * scale + TRACKING * size;
      }
    }
    return parts.join('');
  }

  private runsOf(text: string) {
    const runs: { font: Font; text: string }[] = [];
    for (const letter of text) {
      const font = this.subsetOf(letter) ?? this.subsets[0];
      if (font === undefined) continue;
      const last = runs.at(-1);
      if (last?.font === font) last.text += letter;
      else runs.push({ font, text: letter });
    }
    return runs.map(({ font, text: part }) => {
      const { glyphs, positions } = font.layout(part);
      const placed = glyphs.map((glyph, index) => ({
        glyph,
        advance: positions[index]?.xAdvance ?? glyph.advanceWidth,
        offset: positions[index]?.xOffset ?? 0,
      }));
      const width =
        placed.reduce((sum, { advance }) => sum + advance, 0) / font.unitsPerEm +
        TRACKING * placed.length;
      return { font, glyphs: placed, width };
    });
  }

  private subsetOf(letter: string): Font | undefined {
    const point = letter.codePointAt(0) ?? 0;
    return this.subsets.find((font) => font.hasGlyphForCodePoint(point));
  }
}

/** Words of a few hundred names. */
const WIDTHS_MAX = 5_000;

const COMMANDS: Readonly<Record<string, string>> = {
  moveTo: 'M',
  lineTo: 'L',
  quadraticCurveTo: 'Q',
  bezierCurveTo: 'C',
  closePath: 'Z',
};

function written({ command, args }: { command: string; args: number[] }): string {
  return `${COMMANDS[command] ?? ''}${args.map((value) => Math.round(value * 10) / 10).join(' ')}`;
}
