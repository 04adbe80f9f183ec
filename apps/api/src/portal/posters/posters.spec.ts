import { drawPoster, LANDSCAPE, PORTRAIT, type PosterEvent } from './draw-poster.js';
import { PosterFont } from './poster-font.js';
import { setTitle, TITLE_SIZE_MIN } from './set-title.js';

const font = new PosterFont();
const ROOM = { width: 348, height: 180, sizeMax: 72 };
const widthOf = (text: string): number => font.widthOf(text);

const eventOf = (id: string, name: string, color: '' | 'blue' = ''): PosterEvent => ({
  id,
  name,
  tiers: [{ color }],
});

describe('the title of a poster', () => {
  it.each([
    'Jazz',
    'Midnight Orchestra',
    'Weihnachtsoratoriumskonzert',
    'Donaudampfschifffahrtsgesellschaftskapitänsmützenball',
    'Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz im Landtag',
    'An Extraordinarily Long Evening of Contemporary Chamber Music and Other Noises by the Sea',
    'Die Rückkehr der Straßenmusikanten: Sommernachtskonzert im Schlosspark Nymphenburg am See',
    `${'a'.repeat(60)} ${'b'.repeat(60)}`,
  ])('fits its room in lines of measured width, large enough to read: %s', (name) => {
    const { lines, size, leading } = setTitle(name, ROOM, widthOf);
    expect(size).toBeGreaterThanOrEqual(TITLE_SIZE_MIN);
    expect(lines.length * leading).toBeLessThanOrEqual(ROOM.height);
    for (const line of lines) expect(widthOf(line) * size).toBeLessThanOrEqual(ROOM.width + 0.01);
    // Nothing is lost: without the hyphens that were added, it is the name.
    expect(lines.join('').replaceAll(/[- ]/g, '')).toBe(name.replaceAll(/[- ]/g, ''));
  });

  it('parts a word only where it is too long, and German ones where they are joined', () => {
    const whole = setTitle('Sommernachtskonzert im Schlosspark', ROOM, widthOf);
    expect(whole.lines).toEqual(['Sommernachtskonzert', 'im Schlosspark']);
    const parted = setTitle('Donaudampfschifffahrtsgesellschaftskapitän', ROOM, widthOf);
    expect(parted.lines).toContain('gesellschafts-');
  });

  it('of more letters than any poster has room for ends with an ellipsis', () => {
    const { lines } = setTitle('word '.repeat(200), ROOM, widthOf);
    expect(lines.at(-1)).toMatch(/…$/);
  });

  it('of none is none', () => {
    expect(setTitle(' ', ROOM, widthOf).lines).toEqual([]);
  });
});

describe('posters', () => {
  it('are the same for the same event, and of several families', () => {
    const draw = (id: number): string =>
      drawPoster(eventOf(String(id), 'Jazz'), PORTRAIT, font, 'outlined');
    expect(draw(1)).toBe(draw(1));
    const defs = Array.from({ length: 60 }, (_, id) => draw(id).match(/id="\w+"|<circle|<path/g));
    expect(new Set(defs.map((found) => [...new Set(found)].join())).size).toBeGreaterThanOrEqual(5);
  });

  it('have the inks of a tier’s colour', () => {
    const drawn = [1, 2, 3].map((id) =>
      drawPoster(eventOf(String(id), 'Jazz', 'blue'), PORTRAIT, font, 'outlined'),
    );
    for (const one of drawn) expect(one).toMatch(/#(0b1424|1c4274|5fa5e6|d3ebff|eff4f9)/);
  });

  it('leave letters that their font lacks to the reader’s, escaped, and to nobody in a preview', () => {
    const event = eventOf('1', '音楽 <script>&"');
    expect(drawPoster(event, PORTRAIT, font, 'written')).toContain(
      '&lt;script&gt;&amp;&quot;</text>',
    );
    expect(drawPoster(event, LANDSCAPE, font, 'outlined')).not.toContain('<text');
  });

  it('need no script, no font and nothing from elsewhere', () => {
    for (const title of ['written', 'none'] as const) {
      const drawn = drawPoster(eventOf('1', 'url(https://x.example)'), PORTRAIT, font, title);
      expect(drawn).not.toMatch(/<script|<style|<image|href|https?:\/\/(?!www\.w3\.org)/);
    }
  });
});
