import { bodyDtos } from './body-dtos.fixture.js';
import { compareWithLibraries, type Comparison } from './compare-with-libraries.fixture.js';
import { drawUpRuleSheet } from './draw-up-rule-sheet.js';
import { oddBody, seededDice } from './odd-bodies.fixture.js';
import type { DtoClass } from './rule-sheet.js';
import { RuleSheets } from './rule-sheets.js';
import { VALID_BODIES } from './valid-bodies.fixture.js';

/** Enough that each field meets each odd value many times, and the run still ends within seconds. */
const ODD_BODIES = 500;

const dtos = bodyDtos();
const byName = dtos.map((dto) => [dto.name, dto] as const);
const sheets = new RuleSheets();

/** Classes that the libraries check alone. Whoever adds one says why. */
const LEFT_TO_THE_LIBRARIES: string[] = [];

function validBodiesOf(dto: DtoClass): readonly object[] {
  return VALID_BODIES[dto.name] ?? [];
}

async function compareAll(dto: DtoClass, accept = sheets.accept.bind(sheets)) {
  const dice = seededDice(dto.name.length);
  const valid = validBodiesOf(dto);
  const compared: (Comparison & { json: string })[] = [];
  for (let index = 0; index < ODD_BODIES; index += 1) {
    const json = oddBody(valid[index % valid.length] ?? {}, dice);
    compared.push({ ...(await compareWithLibraries(accept, dto, json)), json });
  }
  return compared;
}

const different = (compared: (Comparison & { json: string })[]): string[] =>
  compared.flatMap(({ differences, json }) => differences.map((what) => `${what}: ${json}`));

describe('rule sheets', () => {
  it('know every class that is taken as a body, and this test a right body of each', () => {
    expect(dtos.length).toBeGreaterThan(15);
    expect(dtos.map(({ name }) => name)).toEqual(Object.keys(VALID_BODIES));
    const refusals = dtos.flatMap((dto) => {
      try {
        drawUpRuleSheet(dto);
        return [];
      } catch (error) {
        return [String(error)];
      }
    });
    expect(refusals).toEqual(LEFT_TO_THE_LIBRARIES);
  });

  it.each(byName)('accept right bodies by themselves: %s', async (_, dto) => {
    const accept = sheets.accept.bind(sheets);
    for (const body of validBodiesOf(dto)) {
      const compared = await compareWithLibraries(accept, dto, JSON.stringify(body));
      expect(compared).toEqual({ accepted: true, byLibraries: true, differences: [] });
    }
  });

  it.each(byName)(
    'accept nothing that the libraries would not, as the same: %s',
    async (_, dto) => {
      const compared = await compareAll(dto);
      expect(different(compared)).toEqual([]);
      // Both kinds were among them, or nothing was shown.
      const accepted = compared.filter((one) => one.accepted).length;
      const refused = compared.filter((one) => !one.byLibraries).length;
      expect(Math.min(accepted, refused)).toBeGreaterThan(ODD_BODIES / 20);
    },
  );

  it('would be found out if they were laxer', async () => {
    const lax = (dto: DtoClass, body: object): object => Object.assign(new dto() as object, body);
    const found = await Promise.all(dtos.map(async (dto) => different(await compareAll(dto, lax))));
    for (const differences of found) {
      expect(differences.filter((one) => one.startsWith('the refusal')).length).toBeGreaterThan(50);
      expect(differences.filter((one) => one.startsWith('the instance')).length).toBeGreaterThan(
        50,
      );
    }
  });
});
