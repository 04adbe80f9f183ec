import { Transform, Type } from 'class-transformer';
import {
  Allow,
  IsDefined,
  IsInt,
  IsOptional,
  IsString,
  ValidateBy,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { RequestValidation } from '../validation-pipe.js';
import { compareWithLibraries } from './compare-with-libraries.fixture.js';
import { drawUpRuleSheet } from './draw-up-rule-sheet.js';
import { NotUnderstood } from './not-understood.js';
import { RuleSheets } from './rule-sheets.js';
import { Line, NOT_UNDERSTOOD, Promised } from './strange-dtos.fixture.js';

class Base {
  @Transform(({ value }) => `${String(value)}!`)
  @IsString()
  name: string;

  @IsOptional()
  @IsInt()
  count?: number = 7;
}

class Derived extends Base {
  @Transform(({ value, obj, key }) =>
    key in (obj as object) && typeof value === 'string' ? value.trim() : (value as unknown),
  )
  @IsString({ message: 'a name' })
  override name = '';

  @Allow()
  note: unknown;

  @ValidateIf((sent: Derived) => sent.count === 7)
  @IsDefined()
  @Type(() => Line)
  @ValidateNested()
  line?: Line;
}

describe('drawing up a rule sheet', () => {
  it.each(NOT_UNDERSTOOD.map((dto) => [dto.name, dto] as const))(
    'is refused for what it does not understand: %s',
    (_, dto) => {
      expect(() => drawUpRuleSheet(dto)).toThrow(NotUnderstood);
      expect(new RuleSheets().accept(dto, { name: 'x', line: { tier: 'VIP' } })).toBeUndefined();
    },
  );

  it('is refused for a field that would be added by the body alone', () => {
    class Added extends Line {}
    IsString()(Added.prototype, 'name');
    expect(() => drawUpRuleSheet(Added)).toThrow('Added.name is not declared');
  });

  it('does not believe a rule that promises to answer later', () => {
    class Later {
      @ValidateBy({ name: 'later', validator: { validate: () => Promise.resolve(true) } })
      name: string;
    }
    expect(new RuleSheets().accept(Later, { name: 'x' })).toBeUndefined();
  });

  it('leaves such a class to the libraries', async () => {
    const pipe = new RequestValidation();
    const read = await pipe.transform({ name: 'x', line: 1 }, { type: 'body', metatype: Promised });
    expect(read).toStrictEqual(Object.assign(new Promised(), { name: 'x' }));
  });

  it.each([
    [true, { name: ' x ', note: 'y', line: { tier: 'VIP' } }],
    [true, { name: 'x', count: 8 }],
    [true, { name: 'x', count: 8, line: null }],
    [true, { name: 'x', count: 8, line: { tier: 1 } }],
    [true, { name: 1, count: 8, other: 'gone' }],
    [true, { name: 'x', count: 8, note: ['a', 1, null] }],
    [false, { name: 'x' }],
    [false, { name: 'x', line: null }],
    [false, { name: 'x', line: { tier: 1 } }],
    [false, { name: 'x', line: [{ tier: 'VIP' }] }],
    [false, { name: 'x', count: 8, line: { tier: 'VIP', other: 1 } }],
    [false, { name: 'x', count: 8, other: {} }],
    [false, { name: 'x', count: 8, note: {} }],
    [false, { name: 'x', count: 8, note: [{ a: 1 }] }],
    [false, { name: 'x', count: 8, note: [['a']] }],
    [false, { name: 'x', count: 8, constructor: 1 }],
  ])('follows inheritance, conditions and defaults: %s for %j', async (accepted, body) => {
    const sheets = new RuleSheets();
    const accept = sheets.accept.bind(sheets);
    const compared = await compareWithLibraries(accept, Derived, JSON.stringify(body));
    expect(compared).toMatchObject({ accepted, differences: [] });
  });
});
