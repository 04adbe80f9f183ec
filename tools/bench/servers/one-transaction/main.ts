import { HttpCode, Post, ValidationPipe } from '@nestjs/common';
import { ConfirmDto, ReserveDto } from '@boxoffice/contracts';
import pg from 'pg';
import { controller, route } from '../decorate.ts';
import { listen } from '../listen.ts';
import { confirm } from './confirm.ts';
import { reserve } from './reserve.ts';

/** As many as the API has, and as many as are of use on two cores. */
const POOL_SIZE = 10;

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: POOL_SIZE });

/**
 * What the best known open systems do: each request is one transaction of its own. The same HTTP,
 * validation, schema and answers as the API's, written straightforwardly and with no statement more
 * than it takes.
 */
class BookingController {
  async reserve(body: ReserveDto): Promise<object> {
    return { success: true, data: await reserve(pool, body) };
  }

  async confirm(body: ConfirmDto): Promise<object> {
    return { success: true, data: await confirm(pool, body) };
  }
}

const validated = { whitelist: true, transform: true };

controller(BookingController, 'api/v1/booking');
route(
  BookingController,
  'reserve',
  [Post('reserve'), HttpCode(200)],
  new ValidationPipe({ ...validated, expectedType: ReserveDto }),
);
route(
  BookingController,
  'confirm',
  [Post('confirm'), HttpCode(200)],
  new ValidationPipe({ ...validated, expectedType: ConfirmDto }),
);

await listen({ module: BookingController, controllers: [BookingController] });
