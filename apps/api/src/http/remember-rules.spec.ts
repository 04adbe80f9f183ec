import { IsInt, IsString, MaxLength, Min, validateSync } from 'class-validator';
import { rememberRules } from './remember-rules.js';

class Named {
  @IsString()
  @MaxLength(5)
  name: unknown;
}

class Counted extends Named {
  @IsInt()
  @Min(1)
  count: unknown;
}

const refused = (fields: Partial<Counted>, kind: typeof Named = Counted): string[] =>
  validateSync(Object.assign(new kind(), fields)).map(({ property }) => property);

describe('rules that are remembered', () => {
  it('say of each class the same as before, and the same every time', () => {
    const say = (): string[][] => [
      refused({ name: 'short', count: 1 }),
      refused({ name: 'much longer', count: 0 }),
      refused({ name: 1 }, Named),
      refused({ count: 1.5 }),
    ];
    const before = say();
    expect(before).toEqual([[], ['count', 'name'], ['name'], ['count', 'name']]);
    rememberRules();
    expect([say(), say()]).toEqual([before, before]);
  });
});
