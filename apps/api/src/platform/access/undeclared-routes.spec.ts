import { Controller, Get, Module, Post, type Type } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { Test } from '@nestjs/testing';
import { Access } from './access.js';
import { RouteHandlers } from './route-handlers.js';
import { UndeclaredRoutes } from './undeclared-routes.js';

@Controller('forgotten')
class HalfDeclaredController {
  @Get()
  @Access('anyone')
  declared(): void {
    return undefined;
  }

  @Post('deeper')
  forgotten(): void {
    return undefined;
  }

  notARoute(): void {
    return undefined;
  }
}

@Controller('inherited')
@Access('admin')
class DeclaredController {
  @Get()
  inherits(): void {
    return undefined;
  }
}

function start(controller: Type): Promise<unknown> {
  @Module({
    imports: [DiscoveryModule],
    controllers: [controller],
    providers: [RouteHandlers, UndeclaredRoutes],
  })
  class WithController {}
  return Test.createTestingModule({ imports: [WithController] })
    .compile()
    .then((module) => module.init());
}

describe('a route without a declared rule', () => {
  it('keeps the API from starting, and is named', async () => {
    await expect(start(HalfDeclaredController)).rejects.toThrow(
      'Nobody has said with @Access() who may call HalfDeclaredController.forgotten (POST).',
    );
  });

  it('is none where its controller declares one', async () => {
    await expect(start(DeclaredController)).resolves.toBeDefined();
  });
});
