import { relative } from 'node:path';
import {
  exportsOf,
  forEachImport,
  moduleOf,
  optionsSchema,
  PLATFORM,
  targetOf,
} from './api-modules.mjs';

/**
 * A module is entered through what its module file exports. Types don't count: they are gone at run time. What an
 * import names nevertheless is listed in `allow`, by file; the list may only get shorter.
 */
export const moduleEntry = {
  meta: {
    type: 'problem',
    docs: { description: "forbid imports of what another module's module file doesn't export" },
    schema: optionsSchema({
      allow: {
        type: 'object',
        additionalProperties: { type: 'array', items: { type: 'string' } },
      },
    }),
    messages: {
      internal:
        "'{{name}}' of '{{source}}' is internal to the module '{{owner}}': its module file doesn't export it.",
    },
  },
  create(context) {
    const { modules, allow = {} } = context.options[0];
    const own = moduleOf(modules, context.filename);
    return forEachImport((node, source) => {
      const target = targetOf(context.filename, source);
      const owner = target && moduleOf(modules, target);
      if (owner === undefined || owner === own || owner === PLATFORM) return;
      if (target.endsWith('.module.js')) return;
      const exported = exportsOf(modules, owner);
      const allowed = allow[relative(modules, target)] ?? [];
      for (const name of valuesOf(node)) {
        if (exported.has(name) || allowed.includes(name)) continue;
        context.report({ node, messageId: 'internal', data: { name, source, owner } });
      }
    });
  },
};

/** The values that an import or re-export names; `*` where it takes all of them. */
function valuesOf(node) {
  if (node.importKind === 'type' || node.exportKind === 'type') return [];
  if (node.type === 'ImportExpression' || node.type === 'ExportAllDeclaration') return ['*'];
  if (node.specifiers.length === 0) return ['*'];
  return node.specifiers
    .filter((specifier) => specifier.importKind !== 'type' && specifier.exportKind !== 'type')
    .map((specifier) => {
      if (specifier.type === 'ImportSpecifier') return specifier.imported.name;
      return specifier.type === 'ExportSpecifier' ? specifier.local.name : '*';
    });
}
