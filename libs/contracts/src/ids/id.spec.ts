import 'reflect-metadata';
import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { IsId, IsIdList, isId } from './id.js';

class Naming {
  @IsId()
  id: unknown;

  @IsIdList()
  ids: unknown;
}

function read(id: unknown, ids: unknown = ['1']): { naming: Naming; refused: string[] } {
  const naming = plainToInstance(Naming, { id, ids });
  return { naming, refused: validateSync(naming).map(({ property }) => property) };
}

describe('an id', () => {
  it('is taken as a number and as a string, and handed on as a string', () => {
    expect(read(1)).toMatchObject({ naming: { id: '1' }, refused: [] });
    expect(read('9223372036854775807')).toMatchObject({
      naming: { id: '9223372036854775807' },
      refused: [],
    });
  });

  it.each([
    [0],
    [-1],
    [1.5],
    [Number.NaN],
    [2 ** 53],
    ['0'],
    ['01'],
    ['+1'],
    ['1e3'],
    ['1abc'],
    [' 1'],
    [''],
    ['9223372036854775808'],
    ['99999999999999999999'],
    [null],
    [true],
    [{}],
    [[1]],
  ])('is not %j', (value) => {
    expect(isId(value)).toBe(false);
    expect(read(value).refused).toEqual(['id']);
  });

  it('may be one of a list, each of which is checked', () => {
    expect(read(1, [2, '3']).naming.ids).toEqual(['2', '3']);
    expect(read(1, [2, 'x']).refused).toEqual(['ids']);
    expect(read(1, 'x').refused).toEqual(['ids']);
  });
});
