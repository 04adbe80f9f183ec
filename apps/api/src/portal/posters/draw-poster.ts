import type { EventDto } from '@boxoffice/contracts';
import { escaped } from '../../platform/text/html-text.js';
import { oneLine } from '../../platform/text/plain-text.js';
import { arcs } from './families/arcs.js';
import { curtain } from './families/curtain.js';
import { dots } from './families/dots.js';
import { rounded, type Drawing, type Family, type Frame } from './families/family.js';
import { light } from './families/light.js';
import { type } from './families/type.js';
import { waves } from './families/waves.js';
import { paletteOf } from './palettes.js';
import type { PosterFont } from './poster-font.js';
import { pick, seededRandom } from './seeded-random.js';
import { setTitle } from './set-title.js';

/** What a poster is drawn from. */
export type PosterEvent = Pick<EventDto, 'id' | 'name'> & {
  tiers: readonly Pick<EventDto['tiers'][number], 'color'>[];
};

/** As on the page of an event. */
export const PORTRAIT: Frame = { width: 400, height: 440 };
/** As previews of links show it: 1200 × 630. */
export const LANDSCAPE: Frame = { width: 838, height: 440 };

const FAMILIES = [light, arcs, waves, dots, curtain, type] as const;
const WITHOUT_TYPE = [light, arcs, waves, dots, curtain] as const;

const MARGIN = 26;

/** What a drawing has of its title. */
export type Titling = 'outlined' | 'written' | 'none';

/**
 * Draws the poster of an event, the same one every time, with nothing stored: which family follows from its id, the
 * inks from the colours of its tiers or from its id.
 *
 * @param title `written`: letters that the font doesn't have are left to the browser's; `outlined`: such a name is
 * left out
 */
export function drawPoster(
  event: PosterEvent,
  frame: Frame,
  font: PosterFont,
  title: Titling,
): string {
  const name = oneLine(event.name);
  const isOutlined = font.has(name);
  const random = seededRandom(event.id);
  const ofAll = pick(random, FAMILIES);
  const ofOthers = pick(random, WITHOUT_TYPE);
  const family: Family = ofAll === type && (!isOutlined || title === 'none') ? ofOthers : ofAll;
  const colors = event.tiers.map(({ color }) => color);
  const drawing = family(frame, paletteOf(colors, random), random);
  const hasTitle = title === 'written' || (title === 'outlined' && isOutlined);
  return svg(frame, drawing, hasTitle ? titleMarks(name, frame, drawing, font, isOutlined) : '');
}

function svg({ width, height }: Frame, { defs, marks }: Drawing, title: string): string {
  const drawn = title === '' ? marks.replace(/<rect class="title"[^>]*>/, '') : marks;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}"><defs>${defs}</defs>${drawn}${title}</svg>`;
}

function titleMarks(
  name: string,
  frame: Frame,
  { title: area }: Drawing,
  font: PosterFont,
  isOutlined: boolean,
): string {
  const widthOf = isOutlined ? (text: string) => font.widthOf(text) : guessedWidthOf;
  // A wide frame has room for larger letters, and no line of a title reads well across all of it.
  const isWide = frame.width > frame.height * 1.5;
  const width = (isWide ? frame.width * 0.86 : frame.width) - 2 * MARGIN;
  const sizeMax = isWide ? area.sizeMax * 1.15 : area.sizeMax;
  const { lines, size, leading } = setTitle(name, { width, height: area.height, sizeMax }, widthOf);
  const top = area.align === 'top' ? area.top : area.top + area.height - lines.length * leading;
  const bases = lines.map((line, index) => ({ line, y: top + index * leading + size * 0.8 }));
  if (isOutlined) {
    const outlines = bases.map(({ line, y }) => font.outline(line, MARGIN, y, size));
    return `<path fill="${area.ink}" d="${outlines.join('')}"/>`;
  }
  const isRightToLeft = RIGHT_TO_LEFT.test(name);
  const x = isRightToLeft ? frame.width - MARGIN : MARGIN;
  const texts = bases.map(
    ({ line, y }) => `<text x="${x}" y="${rounded(y)}">${escaped(line)}</text>`,
  );
  return `<g fill="${area.ink}" font-family="system-ui, sans-serif" font-weight="800" font-size="${rounded(size)}"${isRightToLeft ? ' direction="rtl"' : ''}>${texts.join('')}</g>`;
}

const RIGHT_TO_LEFT = /[\p{Script=Arabic}\p{Script=Hebrew}]/u;
const WIDE =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Extended_Pictographic}]/u;

/** Of a font that is not known: a little more than most need. */
function guessedWidthOf(text: string): number {
  return Array.from(text).reduce((sum, letter) => sum + (WIDE.test(letter) ? 1.05 : 0.64), 0);
}
