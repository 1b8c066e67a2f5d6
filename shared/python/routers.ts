import { indentAt, insert, LINE_LENGTH, linesAfter, parseForEdit, refuseEdit } from './edits.js';
import { addFromImport, writeFromImport } from './imports.js';
import { bindsName, type IncludeFact, type ModuleFacts, readModuleFacts } from './module-facts.js';
import { type ParsedModule, plainBlocks, type Statement, textOf } from './syntax.js';
import { depthsOf, type Span, spanOf, splitTokens } from './tokens.js';

/** A router to include in an application. */
export interface RouterRequest {
  /** The file that includes routers, for messages. */
  readonly path: string;
  /** The package of the router's module: `app.api.routers`. */
  readonly package: string;
  /** The router's module: `product`; its router is `product.router`. */
  readonly module: string;
  /** What the module is to be called, where not by its own name: `products_api`. */
  readonly alias?: string;
  /** Whether what is imported is the router itself, and not a module that has one. */
  readonly isRouter?: boolean;
  /** What includes the router, where nothing in the file says: `app`. */
  readonly receiver: string;
  /** What else `include_router` is given, as Python source with double quotes: `prefix="/products"`. */
  readonly options?: string;
}

/**
 * Imports a module's router and includes it after the last router that is included already, or else
 * after the application is made.
 *
 * @returns the edited text; the same text where the router is included already, under whatever name.
 * @throws RefusalError where the place is not certain.
 */
export function registerRouter(source: string, request: RouterRequest): string {
  const { path } = request;
  const facts = readModuleFacts(source);
  const { router, imported } = nameRouter(facts, request);
  const byHand = [writeFromImport(imported), includeCall(request.receiver, router, request, '"')];
  const module = parseForEdit(path, source, byHand);
  const refuse = (why: string) => refuseEdit(path, why, byHand);

  const { includes } = facts;
  const wanted = namesOfRouter(facts, request);
  if (includes.some(({ router }) => wanted.has(router))) return source;

  const place =
    includes.length > 0 ? afterIncludes(includes, refuse) : afterCreation(module, refuse);
  const indent = indentAt(source, place.statement.from);
  const quote = quoteOf(textOf(module, place.statement)) ?? quoteOf(source) ?? '"';
  const lines = wrap(includeCall(place.receiver, router, request, quote), indent);
  const included = insert(source, [linesAfter(source, place.statement.to, lines)]);
  return addFromImport(included, { path, ...imported });
}

/** The router by its module or, where something else has the module's name, by a name of its own. */
function nameRouter(facts: ModuleFacts, request: RouterRequest) {
  const { package: parent, module, alias, isRouter } = request;
  if (alias !== undefined) {
    const router = isRouter ? alias : `${alias}.router`;
    return { router, imported: { module: parent, name: module, alias } };
  }
  const known = facts.imports.some((one) => one.module === parent && one.bound === module);
  if (known || !bindsName(facts, module)) {
    return { router: `${module}.router`, imported: { module: parent, name: module } };
  }
  const router = `${module}_router`;
  const imported = { module: `${parent}.${module}`, name: 'router', alias: router };
  return { router, imported };
}

/** The statement that the router is included behind, and what includes it. */
interface Place {
  readonly receiver: string;
  readonly statement: Span;
}

type Refuse = (why: string) => never;

function afterIncludes(includes: readonly IncludeFact[], refuse: Refuse): Place {
  const included = new Set(includes.map(({ router }) => router));
  const receivers = [...new Set(includes.map(({ receiver }) => receiver))];
  // Where an aggregating router is itself included, features belong to it.
  const aggregating = receivers.filter((receiver) => included.has(receiver));
  const candidates = aggregating.length > 0 ? aggregating : receivers;
  const [receiver] = candidates;
  if (receiver === undefined || candidates.length > 1) {
    return refuse(`routers are included in several places (${candidates.join(', ')})`);
  }
  const own = includes.filter((include) => include.receiver === receiver);
  if (own.some(({ inLoop }) => inLoop)) return refuse('its routers are included by a loop');
  const statements = own.flatMap(({ statement }) => statement ?? []);
  if (new Set(statements.map(({ block }) => block)).size > 1) {
    return refuse(`${receiver}.include_router is called in several functions`);
  }
  const last = statements.at(-1);
  if (last === undefined) return refuse('its routers are included only under conditions');
  return { receiver, statement: last };
}

/** An application or a router, and the name it gets. */
const MADE = /^(\w+)\s*(?::[^=]*)?=\s*(?:fastapi\s*\.\s*)?(?:FastAPI|APIRouter)\s*\(/;

/** After `app = FastAPI(...)`, and after the statements behind it that only set the application up. */
function afterCreation(module: ParsedModule, refuse: Refuse): Place {
  const creations = plainBlocks(module).flatMap(({ statements }) =>
    statements.flatMap((statement, index) => {
      const made = MADE.exec(textOf(module, statement));
      if (statement.block !== undefined || made === null) return [];
      return [{ receiver: made[1] as string, rest: statements.slice(index) }];
    }),
  );
  const [creation] = creations;
  if (creation === undefined) return refuse('it makes no FastAPI application and no APIRouter');
  if (creations.length > 1) return refuse('it makes several applications or routers');
  const { receiver, rest } = creation;
  let statement = rest[0] as Statement;
  for (const next of rest.slice(1)) {
    if (!setsUp(module, next, receiver)) break;
    statement = next;
  }
  return { receiver, statement };
}

/** Whether a statement is `app.something(...)` or `something(app, ...)`. */
function setsUp(
  module: ParsedModule,
  { block, keyword, tokens }: Statement,
  receiver: string,
): boolean {
  if (block !== undefined || keyword !== '' || tokens.at(-1)?.text !== ')') return false;
  const depths = depthsOf(tokens);
  const open = tokens.findLastIndex(({ text }, index) => text === '(' && depths[index] === 1);
  const callee = tokens.slice(0, open);
  if (callee.some(({ text }) => text === '=')) return false;
  const dot = callee.findLastIndex(({ text }) => text === '.');
  if (dot > 0 && textOf(module, spanOf(callee.slice(0, dot))) === receiver) return true;
  const args = splitTokens(tokens.slice(open + 1, -1), ',');
  return args.some((arg) => textOf(module, spanOf(arg)) === receiver);
}

/** Every expression that is the wanted router in this module, given how the module imports it. */
function namesOfRouter({ imports }: ModuleFacts, request: RouterRequest): ReadonlySet<string> {
  const module = `${request.package}.${request.module}`;
  const names = new Set([`${request.module}.router`, `${module}.router`]);
  for (const { module: from, name, bound } of imports) {
    if (from === request.package && name === request.module) {
      names.add(request.isRouter ? bound : `${bound}.router`);
    }
    if (from === module && name === 'router') names.add(bound);
  }
  return names;
}

function includeCall(
  receiver: string,
  router: string,
  { options }: RouterRequest,
  quote: string,
): string {
  const rest = options === undefined ? '' : `, ${options.replaceAll('"', quote)}`;
  return `${receiver}.include_router(${router}${rest})`;
}

/** The quotes that a piece of source uses for its first short string. */
function quoteOf(source: string): string | undefined {
  return /(?<!["'\w])(["'])(?!\1)[^"'\n]*\1/.exec(source)?.[1];
}

/** A call on one line, or wrapped the way formatters do. */
function wrap(call: string, indent: string): string[] {
  if (indent.length + call.length <= LINE_LENGTH) return [indent + call];
  const open = call.indexOf('(');
  const inner = indent + (indent.includes('\t') ? '\t' : '    ');
  const args = call.slice(open + 1, -1);
  if (inner.length + args.length <= LINE_LENGTH) {
    return [indent + call.slice(0, open + 1), inner + args, `${indent})`];
  }
  return [
    indent + call.slice(0, open + 1),
    ...args.split(', ').map((arg) => `${inner}${arg},`),
    `${indent})`,
  ];
}
