import { SetMetadata, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { RouteDeclarations } from './route-declarations.js';

const KEY = 'rule';

@SetMetadata(KEY, 'of the class')
class Strict {
  plain(): void {
    // A route.
  }

  @SetMetadata(KEY, 'of the method')
  own(): void {
    // A route.
  }
}

/** Has the routes of the other one, and declares something else. */
@SetMetadata(KEY, 'of the heir')
class Heir extends Strict {}

class Silent {
  plain(): void {
    // A route.
  }
}

describe('what routes declare', () => {
  const declarations = new RouteDeclarations<string>(new Reflector(), KEY);
  const of = (controller: new () => object, handler: () => void): string | undefined =>
    declarations.of({
      getClass: () => controller,
      getHandler: () => handler,
    } as unknown as ExecutionContext);

  it.each([1, 2])('is the method’s, or else its own class’s; asked for the time %s', () => {
    const { plain, own } = Strict.prototype;
    expect(of(Strict, own)).toBe('of the method');
    expect(of(Strict, plain)).toBe('of the class');
    expect(of(Heir, plain)).toBe('of the heir');
    expect(of(Silent, Silent.prototype.plain)).toBeUndefined();
  });
});
