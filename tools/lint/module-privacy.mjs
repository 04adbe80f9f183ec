import { relative } from 'node:path';
import { forEachImport, moduleOf, optionsSchema, targetOf } from './api-modules.mjs';

/** `booking.entity.js`, `buyers-sql.js`, `buyers.sql.js`. */
const PRIVATE = /(\.entity|[.-]sql)(\.[jt]s)?$/;

/**
 * A module's entities and SQL are its own: other modules use what its module file exports. Types count, too, since
 * an entity's type is its table.
 */
export const modulePrivacy = {
  meta: {
    type: 'problem',
    docs: { description: "forbid imports of another module's entities and SQL" },
    schema: optionsSchema({ allow: { type: 'array', items: { type: 'string' } } }),
    messages: {
      private:
        "'{{source}}' belongs to the module '{{owner}}': use what that module exports instead.",
    },
  },
  create(context) {
    const { modules, allow = [] } = context.options[0];
    const own = moduleOf(modules, context.filename);
    return forEachImport((node, source) => {
      const target = targetOf(context.filename, source);
      if (target === undefined || !PRIVATE.test(target)) return;
      const owner = moduleOf(modules, target);
      if (owner === own || allow.includes(relative(modules, target))) return;
      context.report({ node, messageId: 'private', data: { source, owner } });
    });
  },
};
