import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { create, type Font } from 'fontkit';

const REQUIRE = createRequire(import.meta.url);

/** Roboto as pdfmake brings it: Latin with all its marks, Greek and Cyrillic in one file a weight. */
const FOLDER = join(dirname(REQUIRE.resolve('pdfmake/package.json')), 'fonts/Roboto');

export const PAPER_FONTS = {
  Paper: {
    normal: join(FOLDER, 'Roboto-Regular.ttf'),
    bold: join(FOLDER, 'Roboto-Medium.ttf'),
  },
};

/** Blanks that the font lacks, and that only differ in width from the one that doesn't break a line. */
const NARROW_BLANKS = /[\u202f\u2009\u2007]/g;

/** What is there to join or to direct letters, and is nothing by itself. */
const INVISIBLE = /\p{Cf}/gu;

let font: Font | undefined;

function has(letter: string): boolean {
  font ??= create(readFileSync(PAPER_FONTS.Paper.normal)) as Font;
  return font.hasGlyphForCodePoint(letter.codePointAt(0) ?? 0);
}

/**
 * A text in letters that the font has: those that it lacks lose marks that it lacks, or become a question mark. A document
 * in an alphabet that isn't there (Chinese, Arabic) still has all of its numbers; its booking has the name.
 */
export function printable(text: string): string {
  const plain = text.replaceAll(NARROW_BLANKS, '\u00a0').replaceAll(INVISIBLE, '');
  return Array.from(plain, (letter) => {
    if (letter === '\n' || has(letter)) return letter;
    const [base = '?'] = letter.normalize('NFD');
    return has(base) ? base : '?';
  }).join('');
}

/** An amount, with the code of its currency in place of a sign that the font lacks. */
export function printableAmount(amount: string, currency: string): string {
  const written = amount.replaceAll(/\p{Sc}/gu, (sign) => (has(sign) ? sign : currency));
  return printable(written);
}
