import { EditedModule } from './edited-module.js';
import { indentAt, linesAfter, newlineOf, refuseEdit } from './edits.js';
import { addFromImport, type ImportedName, writeFromImport } from './imports.js';
import { factsOf, type IncludeFact, readModuleFacts } from './module-facts.js';
import { isTaken, type Names, namesIn, namesOf } from './names.js';
import { type ParsedModule, plainBlocks, type Statement, textOf } from './syntax.js';
import { depthsOf, type Span, spanOf, splitTokens } from './tokens.js';
import { wrapped } from './wrapping.js';

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
  const byHand = (names: Names) => {
    const { imported, router } = nameRouter(names, request);
    return [writeFromImport(imported), includeCall(request.receiver, router, request, '"')];
  };
  const module = EditedModule.open(path, source, () => byHand(namesOf(readModuleFacts(source))));
  const names = namesIn(module, isAbout(request));
  const known = readIncludes(module);
  const { includes } = known;
  const wanted = namesOfRouter(names, request);
  if (includes.some(({ router }) => wanted.has(router))) return source;

  const { router, imported } = nameRouter(names, request);
  const refuse = (why: string) => refuseEdit(path, why, byHand(names));
  known.anchor ??=
    includes.length > 0 ? afterIncludes(includes, refuse) : afterCreation(module.parsed, refuse);
  const { receiver, statement } = known.anchor;
  const indent = indentAt(source, statement.from);
  const quote = quoteOf(textOf(module, statement)) ?? quoteOf(source) ?? '"';
  const lines = wrapped(includeCall(receiver, router, request, quote), indent);
  addInclude(module, known, router, lines);
  return addFromImport(module.text, { path, ...imported });
}

type Include = Omit<IncludeFact, 'options'>;

/** What is known of the routers that a module includes. */
interface Includes {
  readonly includes: Include[];
  /** What the next router is included behind, as far as it had to be known. */
  anchor?: Anchor | undefined;
}

const READING = 'includes';

function readIncludes(module: EditedModule): Includes {
  return module.reading(
    READING,
    (parsed): Includes => ({
      includes: factsOf(parsed).includes.map(({ options, ...include }) => include),
    }),
    ({ includes }) => includes.flatMap(({ statement }) => statement ?? []),
  );
}

/** Tells the imports that say something about a router. */
function isAbout(request: RouterRequest) {
  const { module } = request;
  return (name: ImportedName) =>
    name.bound === module || name.name === module || name.module === moduleOf(request);
}

/** Returns the router's module as it is imported: `app.api.product`, or `.product` in its own package. */
function moduleOf({ module, package: parent }: RouterRequest): string {
  return parent.endsWith('.') ? parent + module : `${parent}.${module}`;
}

/** Adds the lines of a call behind the anchor, and makes it the anchor of the next one. */
function addInclude(
  module: EditedModule,
  known: Includes,
  router: string,
  lines: readonly string[],
): void {
  const { includes } = known;
  const { receiver, statement } = known.anchor as Anchor;
  const insertion = linesAfter(module.text, statement.to, lines);
  const { length } = newlineOf(module.text) + indentAt(module.text, statement.from);
  module.insert([insertion], ['imports', 'exports', 'names', READING]);
  const index = includes.findLastIndex((include) => include.statement === statement);
  const block = includes[index]?.statement?.block;
  if (block === undefined) {
    module.rewrite(module.text);
    return;
  }
  const from = insertion.at + length;
  const added = { from, to: insertion.at + insertion.text.length, block };
  includes.splice(index + 1, 0, { receiver, router, statement: added, inLoop: false });
  module.note(READING, added);
  const isReceiver = includes.some((include) => include.receiver === router);
  known.anchor = isReceiver ? undefined : { receiver, statement: added };
}

/** The router by its module or, where something else has the module's name, by a name of its own. */
function nameRouter(facts: Names, request: RouterRequest) {
  const { package: parent, module, alias, isRouter } = request;
  if (alias !== undefined) {
    const router = isRouter ? alias : `${alias}.router`;
    return { router, imported: { module: parent, name: module, alias } };
  }
  const known = facts.imports.some((one) => one.module === parent && one.bound === module);
  if (known || !isTaken(facts, module)) {
    return { router: `${module}.router`, imported: { module: parent, name: module } };
  }
  const router = `${module}_router`;
  const imported = { module: moduleOf(request), name: 'router', alias: router };
  return { router, imported };
}

/** The statement that the router is included behind, and what includes it. */
interface Anchor {
  readonly receiver: string;
  readonly statement: Span;
}

type Refuse = (why: string) => never;

function afterIncludes(includes: readonly Include[], refuse: Refuse): Anchor {
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

/** After `app = FastAPI(...)`, and after the statements behind it that only set the application up. */
function afterCreation(module: ParsedModule, refuse: Refuse): Anchor {
  const creations = plainBlocks(module).flatMap(({ statements }) =>
    statements.flatMap((statement, index) => {
      const receiver = madeBy(statement);
      return receiver === undefined ? [] : [{ receiver, rest: statements.slice(index) }];
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

/** What makes an application or a router. */
const MAKERS = ['FastAPI', 'APIRouter', 'fastapi.FastAPI', 'fastapi.APIRouter'];

/** Returns the name that a statement gives the application or the router it makes; undefined if it makes none. */
function madeBy(statement: Statement): string | undefined {
  const { callee, depths } = callIn(statement) ?? { callee: [], depths: [] };
  const operator = callee.findLastIndex(({ text }, at) => text === '=' && depths[at] === 0);
  const [target, next] = callee;
  if (operator < 0 || !/^[:=]$/.test(next?.text ?? '')) return undefined;
  const maker = callee.slice(operator + 1).map(({ text }) => text);
  return MAKERS.includes(maker.join('')) ? target?.text : undefined;
}

/** Returns the call that a statement ends with, and what is in front of it; undefined if there is none. */
function callIn({ block, keyword, tokens }: Statement) {
  if (block !== undefined || keyword !== '' || tokens.at(-1)?.text !== ')') return undefined;
  const depths = depthsOf(tokens);
  const open = tokens.findLastIndex(({ text }, index) => text === '(' && depths[index] === 1);
  return { callee: tokens.slice(0, open), inside: tokens.slice(open + 1, -1), depths };
}

/** Whether a statement is `app.something(...)` or `something(app, ...)`. */
function setsUp(module: ParsedModule, statement: Statement, receiver: string): boolean {
  const call = callIn(statement);
  if (call === undefined) return false;
  const { callee, inside } = call;
  if (callee.some(({ text }) => text === '=')) return false;
  const dot = callee.findLastIndex(({ text }) => text === '.');
  if (dot > 0 && textOf(module, spanOf(callee.slice(0, dot))) === receiver) return true;
  const args = splitTokens(inside, ',');
  return args.some((arg) => textOf(module, spanOf(arg)) === receiver);
}

/** Every expression that is the wanted router in this module, given how the module imports it. */
function namesOfRouter({ imports }: Names, request: RouterRequest): ReadonlySet<string> {
  const module = moduleOf(request);
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
