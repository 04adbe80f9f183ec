import { Exclude, Expose, Transform, Type } from 'class-transformer';
import {
  Allow,
  IsDefined,
  IsOptional,
  IsString,
  registerDecorator,
  ValidateNested,
  ValidatePromise,
} from 'class-validator';
import type { DtoClass } from './rule-sheet.js';

/** One that is understood, to be nested in others. */
export class Line {
  @IsString()
  tier: string;
}

class Ungrouped {
  name: string;
}

class Grouped {
  @IsString({ groups: ['admin'] })
  name: string;
}
class Always {
  @IsString({ always: true })
  name: string;
}
class Sometimes {
  @IsString({ validateIf: () => false })
  name: string;
}
class Waiting {
  name: string;
}
registerDecorator({
  target: Waiting,
  propertyName: 'name',
  options: {},
  async: true,
  validator: { validate: () => Promise.resolve(true) },
});
export class Promised {
  @ValidatePromise()
  @IsString()
  name: string;
}
class Renamed {
  @Expose({ name: 'title' })
  @IsString()
  name: string;
}
class Excluding {
  @Exclude()
  @IsString()
  name: string;
}
@Exclude()
class ExcludingAll {
  @IsString()
  name: string;
}
class Versioned {
  @Transform(({ value }) => value as unknown, { since: 2 })
  @IsString()
  name: string;
}
class Typed {
  @Type(() => Line)
  @IsDefined()
  line: Line;
}
class Untyped {
  @ValidateNested()
  line: Line;
}
class Numbers {
  @Type(() => Number)
  @ValidateNested()
  count: number;
}
class Choosing {
  @Type((sent) => (sent?.property === 'line' ? Line : Ungrouped))
  @ValidateNested()
  line: Line;
}
class Discriminating {
  @Type(() => Line, { discriminator: { property: 'kind', subTypes: [] } })
  @ValidateNested()
  line: Line;
}
class Mapped {
  @Type(() => Line)
  @ValidateNested()
  lines: Map<string, Line>;
}
class NestedAndTransformed {
  @Type(() => Line)
  @Transform(({ value }) => value as unknown)
  @ValidateNested()
  line: Line;
}
class InItself {
  @Type(() => InItself)
  @IsOptional()
  @ValidateNested()
  inner?: InItself;
}
class WithMore extends Line {
  more = 1;
}
class WithList {
  @Allow()
  list: string[] = [];
}
class WithMethod extends Line {
  shout(): string {
    return this.tier.toUpperCase();
  }
}
class TakenOut {
  @IsString()
  prototype: string;
}
class NotWritable {
  @IsString()
  name: string;

  constructor() {
    Object.freeze(this);
  }
}
class SomethingElse {
  @IsString()
  name: string;

  constructor() {
    return new Line() as object as SomethingElse;
  }
}

/** Each with one thing that a rule sheet has no place for, or that only looks like a class of ours. */
export const NOT_UNDERSTOOD: readonly DtoClass[] = [
  ...[Ungrouped, Grouped, Always, Sometimes, Waiting, Promised, Renamed, Excluding, ExcludingAll],
  ...[Versioned, Typed, Untyped, Numbers, Choosing, Discriminating, Mapped, NestedAndTransformed],
  ...[
    InItself,
    WithMore,
    WithList,
    WithMethod,
    TakenOut,
    NotWritable,
    SomethingElse,
    Object,
    String,
  ],
];
