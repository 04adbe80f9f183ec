import { dirname, relative, resolve, sep } from 'node:path';

const PRIVATE = /\.(entity|sql)(\.[jt]s)?$/;

/**
 * A module of the API meets another through what its module file exports. Its entities and its SQL
 * are how it keeps its promises, and stay its own.
 */
export const modulePrivacy = {
  meta: {
    type: 'problem',
    docs: { description: "forbid imports of another module's entities and SQL" },
    schema: [
      { type: 'object', properties: { modules: { type: 'string' } }, additionalProperties: false },
    ],
    messages: {
      private:
        "'{{source}}' belongs to the module '{{owner}}': use what that module exports instead.",
    },
  },
  create(context) {
    const modules = context.options[0]?.modules;
    const own = moduleOf(modules, context.filename);

    function check(node) {
      const source = node.source?.value;
      if (typeof source !== 'string' || !source.startsWith('.') || !PRIVATE.test(source)) return;
      const owner = moduleOf(modules, resolve(dirname(context.filename), source));
      if (owner !== own) context.report({ node, messageId: 'private', data: { source, owner } });
    }

    return {
      ImportDeclaration: check,
      ImportExpression: check,
      ExportNamedDeclaration: check,
      ExportAllDeclaration: check,
    };
  },
};

function moduleOf(modules, file) {
  return relative(modules, file).split(sep)[0];
}
