import { Get, HttpCode, Post } from '@nestjs/common';
import { controller, route } from '../decorate.ts';
import { listen } from '../listen.ts';

/**
 * The floor: Nest on Fastify and nothing else. It reads the same JSON and answers with the same as
 * the API, byte for byte, but does nothing for it: no validation, no database.
 */
interface Answers {
  readonly reserve: object;
  readonly counts: object;
  readonly page: object;
}

const answers = JSON.parse(process.env.ANSWERS ?? '{}') as Answers;

class FloorController {
  reserve(): object {
    return answers.reserve;
  }

  counts(): object {
    return answers.counts;
  }

  page(): object {
    return answers.page;
  }
}

controller(FloorController, 'api/v1');
route(FloorController, 'reserve', [Post('booking/reserve'), HttpCode(200)]);
route(FloorController, 'counts', [Get('counts')]);
route(FloorController, 'page', [Get('page')]);

// A module of its own would be an empty class.
await listen({ module: FloorController, controllers: [FloorController] });
