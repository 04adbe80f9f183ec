import { ProblemCode } from '@boxoffice/contracts';
import { applyDecorators } from '@nestjs/common';
import { ApiParam } from '@nestjs/swagger';
import { Problems } from '../platform/http/openapi-answers.js';

/** The organisation in a path, as it is described. */
export const ORGANISER_ID = {
  name: 'organiserId',
  description: 'The organisation’s id.',
  example: '7300000000000000001',
};

/** Describes a route below an organisation: its path, and its problems beside that there is no such organisation. */
export function OfOrganiser(...problems: ProblemCode[]) {
  return applyDecorators(
    ApiParam(ORGANISER_ID),
    Problems(ProblemCode.OrganiserNotFound, ...problems),
  );
}
