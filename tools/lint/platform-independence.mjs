import { forEachImport, moduleOf, optionsSchema, PLATFORM, targetOf } from './api-modules.mjs';

/** The platform could be copied into another product: it imports no module, not even a type. */
export const platformIndependence = {
  meta: {
    type: 'problem',
    docs: { description: 'forbid imports from the platform into a module' },
    schema: optionsSchema(),
    messages: { module: "The platform must not import '{{source}}': it knows no module." },
  },
  create(context) {
    const { modules } = context.options[0];
    if (moduleOf(modules, context.filename) !== PLATFORM) return {};
    return forEachImport((node, source) => {
      const target = targetOf(context.filename, source);
      if (target === undefined || moduleOf(modules, target) === PLATFORM) return;
      context.report({ node, messageId: 'module', data: { source } });
    });
  },
};
