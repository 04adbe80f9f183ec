import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import ts from 'typescript';

/** Reads every address that shows a page of its own, as the routes of the web application name it: `events/:eventId`. */
export function readRoutes(file: string, prefix = ''): string[] {
  const source = parsed(file);
  const found: string[] = [];
  const visit = (node: ts.Node, parent: string): void => {
    const path = ts.isObjectLiteralExpression(node) ? textOf(valueOf(node, 'path')) : undefined;
    if (!ts.isObjectLiteralExpression(node) || path === undefined) {
      node.forEachChild((child) => {
        visit(child, parent);
      });
      return;
    }
    // Whatever has no route of its own shows the page that says so.
    if (path === '**') return;
    const own = [parent, path].filter((part) => part !== '').join('/');
    const children = valueOf(node, 'children');
    const loaded = importedBy(valueOf(node, 'loadChildren'));
    if (children) visit(children, own);
    else if (loaded !== undefined) found.push(...readRoutes(join(dirname(file), loaded), own));
    else if (valueOf(node, 'loadComponent') ?? valueOf(node, 'component')) found.push(own);
  };
  visit(source, prefix);
  return found;
}

/** Reads every address that a source opens: its texts that begin with a slash, with anything in the place of variables. */
export function readAddresses(file: string): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    const text = ts.isTemplateExpression(node)
      ? [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)].join('1')
      : textOf(node);
    if (text?.startsWith('/')) found.push(text.replace(/[?#].*/, ''));
    node.forEachChild(visit);
  };
  visit(parsed(file));
  return found;
}

/** The routes that none of the addresses leads to. Of several that fit an address, it leads to the one that names most of it. */
export function withoutAddress(routes: readonly string[], addresses: readonly string[]): string[] {
  const parameters = (route: string): number => route.split('/:').length;
  const chosen = addresses.map((address) =>
    routes
      .filter((route) => patternOf(route).test(address))
      .sort((one, other) => parameters(one) - parameters(other))
      .at(0),
  );
  return routes.filter((route) => !chosen.includes(route));
}

function patternOf(route: string): RegExp {
  return new RegExp(`^/${route.replace(/:[^/]+/g, '[^/]+')}$`);
}

function parsed(file: string): ts.SourceFile {
  const path = file.endsWith('.ts') ? file : `${file}.ts`;
  return ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true);
}

function valueOf(object: ts.ObjectLiteralExpression, name: string): ts.Expression | undefined {
  const property = object.properties.find((one) => one.name?.getText() === name);
  return property && ts.isPropertyAssignment(property) ? property.initializer : undefined;
}

function textOf(node: ts.Node | undefined): string | undefined {
  return node && ts.isStringLiteralLike(node) ? node.text : undefined;
}

/** What `() => import('./x.routes')` loads. */
function importedBy(node: ts.Expression | undefined): string | undefined {
  return node && /import\('([^']+)'\)/.exec(node.getText())?.[1];
}
