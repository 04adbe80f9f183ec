import jsQR from 'jsqr';
import { extractText, getDocumentProxy, getResolvedPDFJS } from 'unpdf';

/** A page of printed tickets, as somebody at the door sees it. */
export interface PrintedPage {
  text: string;
  /** In points. */
  width: number;
  /** What a scanner reads on it. */
  code: string | undefined;
}

/** Pixels of a module: enough for a scanner that looks for edges. */
const SCALE = 4;

/** Reads a PDF of tickets. */
export async function printedTickets(pdf: Buffer): Promise<PrintedPage[]> {
  const document = await getDocumentProxy(new Uint8Array(pdf));
  const { text } = await extractText(document, { mergePages: false });
  const pages: PrintedPage[] = [];
  for (const [index, words] of text.entries()) {
    const page = await document.getPage(index + 1);
    const squares = await filledBoxes(page);
    pages.push({
      text: words.replaceAll(/\s+/g, ' '),
      width: (page.view[2] ?? 0) - (page.view[0] ?? 0),
      code: squares.length === 0 ? undefined : scanned(squares),
    });
  }
  return pages;
}

/** Left, top, right and bottom. */
type Box = readonly [number, number, number, number];

/** The boxes that a page fills: the dark modules of a QR code. */
async function filledBoxes(
  page: Awaited<ReturnType<Awaited<ReturnType<typeof getDocumentProxy>>['getPage']>>,
): Promise<Box[]> {
  const { OPS } = await getResolvedPDFJS();
  const { fnArray, argsArray } = await page.getOperatorList();
  const boxes = fnArray.flatMap((operator, index): Box[] => {
    if (operator !== OPS.constructPath) return [];
    const [, , bounds] = argsArray[index] as [unknown, unknown, ArrayLike<number> | null];
    if (bounds === null) return [];
    const [left = 0, top = 0, right = 0, bottom = 0] = Array.from(bounds);
    return [[left, top, right, bottom]];
  });
  // The first one is the ground of the code.
  return boxes.slice(1);
}

/** Paints the boxes, and reads them as a scanner does. */
function scanned(boxes: readonly Box[]): string | undefined {
  const unit = Math.min(...boxes.map(([left, , right]) => right - left));
  const left = Math.min(...boxes.map((box) => box[0]));
  const top = Math.min(...boxes.map((box) => box[1]));
  const modules = Math.round((Math.max(...boxes.map((box) => box[2])) - left) / unit);
  const side = (modules + 8) * SCALE;
  const pixels = new Uint8ClampedArray(side * side * 4).fill(255);
  for (const [x0, y0, x1, y1] of boxes) {
    const [fromX, fromY, toX, toY] = [x0 - left, y0 - top, x1 - left, y1 - top].map(
      (points) => (Math.round(points / unit) + 4) * SCALE,
    ) as [number, number, number, number];
    for (let y = fromY; y < toY; y++) {
      for (let x = fromX; x < toX; x++) pixels.fill(0, (y * side + x) * 4, (y * side + x) * 4 + 3);
    }
  }
  return jsQR.default(pixels, side, side)?.data;
}
