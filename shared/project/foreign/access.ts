/** How endpoints of an existing backend find out who is calling. */
import type { FunctionFact } from '../../python/module-facts.js';
import { instanceCallOf } from './callable-classes.js';
import { isTest } from './models.js';
import type { Definition, Modules } from './modules.js';
import { countUses, findAliases } from './session.js';

/** The dependency that lets in anyone who is signed in, or only admins. */
export interface UserFact {
  readonly dependency: Definition;
  readonly usedBy: number;
  /** Whether it is called for the dependency: `Depends(get_current_user())`. */
  readonly isFactory: boolean;
}

/** The dependency that lets in anyone with a role. */
export interface RolesFact {
  readonly dependency: Definition;
  /** Whether roles are given as arguments, as one list, or as one role. */
  readonly takes: 'arguments' | 'list' | 'one';
  /** The enum of the roles; undefined if they are plain text. */
  readonly enumeration: Definition | undefined;
  /** Whether what it returns already is a `Depends(...)`. */
  readonly givesDepends: boolean;
}

/** Everything that decides who may call. */
export interface AccessFacts {
  readonly user: UserFact | undefined;
  /** Lets in admins only. */
  readonly admin: UserFact | undefined;
  readonly roles: RolesFact | undefined;
  /** The module of a security scheme, if somebody can sign in though no dependency is known to say who it is. */
  readonly unread: string | undefined;
}

const USER =
  /^(get_)?(current|active|authenticated|auth)_?(active_|verified_|auth_|authenticated_)*user$|^(require|get|verify)_(auth|authentication|user|login|authenticated_user)$|^(login_required|authenticate|authenticated)$|^get_user_from_token$|^get_current_\w*user$|^current_\w*user$/i;
const ADMIN = /(super_?user|admin)/i;
const ROLES =
  /^(require|requires|check|has|allow|verify|get)_?(any_)?roles?$|^roles?_(required|checker|guard)$|^RoleChecker$|^require_(role|roles|any_role)$|^(RequireRoles?|RolesRequired|RoleRequired)$/i;
const GIVEN = /\b(?:Depends|Security)\(\s*([A-Za-z_][\w.]*)/g;

/** A security scheme of FastAPI, or a class of one's own that is one. */
const SCHEME =
  /\b(OAuth2\w*|HTTPBearer|HTTPBasic|HTTPDigest|APIKey(Header|Cookie|Query)|OpenIdConnect)\b/;
/** What a function raises where nobody has signed in. */
const REFUSAL =
  /raise\b[\s\S]*?(\b401\b|HTTP_401|Unauthori[sz]ed|(Not|Un)Authenticated|Authentication(Error|Exception|Failed)|Credentials)/i;
/** What else than a person proves something, or proves it otherwise than by being signed in. */
const OTHERWISE =
  /refresh|log_?(in|out)|sign_?in|api_?key|webhook|signature|permission|role|scope/i;
/** What is called like that lets in those who have not signed in, too. */
const OPTIONAL = /optional|maybe|or_none/i;

const ENDPOINT = /\.(?:get|post|put|patch|delete|head|options|api_route|websocket)\(/;

/** Reads who may call from what endpoints depend on. */
export function readAccess(modules: Modules): AccessFacts {
  const paths = modules.mentioning(/Depends|Security/).filter((path) => !isTest(path, modules));
  const uses = new Map<string, { definition: Definition; usedBy: number }>();
  for (const path of paths) {
    for (const [, expression = ''] of modules.source(path).matchAll(GIVEN)) {
      const definition = modules.resolve(path, expression);
      if (definition === undefined) continue;
      const key = `${definition.path}:${definition.name}`;
      const use = uses.get(key) ?? { definition, usedBy: 0 };
      use.usedBy += 1;
      uses.set(key, use);
    }
  }
  // Also find dependencies that are defined but not used yet.
  for (const path of paths) {
    if (!modules.mayDefine(path, USER) && !modules.mayDefine(path, ADMIN)) continue;
    for (const { decorators, name } of modules.facts(path).functions) {
      if (!USER.test(name) && !ADMIN.test(name)) continue;
      // An endpoint of a feature that is called so: current_user.
      if (isEndpoint({ decorators })) continue;
      if (!uses.has(`${path}:${name}`))
        uses.set(`${path}:${name}`, { definition: { path, name }, usedBy: 0 });
    }
  }
  // Instances of fastapi-users: `current_user = fastapi_users.current_user()`.
  for (const path of modules.mentioning(/\.current_user\(/)) {
    if (isTest(path, modules)) continue;
    for (const [name, { value }] of modules.facts(path).variables) {
      if (!/\.current_user\(/.test(value) || /optional\s*=\s*True/.test(value)) continue;
      if (!uses.has(`${path}:${name}`)) {
        uses.set(`${path}:${name}`, { definition: { path, name }, usedBy: 0 });
      }
    }
  }
  const candidates = [...uses.values()].toSorted((a, b) => b.usedBy - a.usedBy);
  const isDependency = ({ definition }: (typeof candidates)[number]) =>
    isUserDependency(modules, definition) || givesDependency(modules, definition);
  const users = candidates.filter(
    (one) =>
      USER.test(one.definition.name) &&
      !ADMIN.test(one.definition.name) &&
      !OPTIONAL.test(one.definition.name) &&
      isDependency(one),
  );
  const admins = candidates.filter(
    (one) =>
      ADMIN.test(one.definition.name) &&
      /current|require|get|is|only|required|verify|check/i.test(one.definition.name) &&
      isDependency(one),
  );
  const refusesStrangers = (one: (typeof candidates)[number]) =>
    one.usedBy > 0 &&
    ![ADMIN, OPTIONAL, OTHERWISE].some((other) => other.test(one.definition.name)) &&
    isDependency(one) &&
    refuses(modules, one.definition);
  const describe = (one: (typeof candidates)[number] | undefined) =>
    one && {
      dependency: one.definition,
      isFactory: givesDependency(modules, one.definition),
      usedBy:
        one.usedBy +
        findAliases(modules, one.definition).reduce(
          (sum, alias) => sum + countUses(modules, alias),
          0,
        ),
    };
  // Where it is not called like that, it is what refuses whoever has not signed in.
  const user = describe(users[0] ?? candidates.find(refusesStrangers));
  return {
    user,
    admin: describe(admins[0]),
    roles: findRoles(modules),
    unread: user === undefined ? moduleOfScheme(modules) : undefined,
  };
}

/** Returns the module in which a security scheme is made, if there is one. */
function moduleOfScheme(modules: Modules): string | undefined {
  return modules
    .mentioning(SCHEME)
    .find(
      (path) =>
        !isTest(path, modules) &&
        modules.facts(path).imports.some(({ module }) => /^fastapi\.security\b/.test(module)),
    );
}

/** Whether a dependency refuses whoever has not signed in. */
function refuses(modules: Modules, definition: Definition): boolean {
  const instance = instanceCallOf(modules, definition);
  if (instance === undefined) return REFUSAL.test(functionOf(modules, definition)?.body ?? '');
  // A security scheme refuses whoever sends nothing; one of one's own, what is sent, too.
  const { bases, call } = instance;
  return (
    REFUSAL.test(call.body) ||
    (bases.some((base) => SCHEME.test(base)) && /\braise\b/.test(call.body))
  );
}

function functionOf(modules: Modules, { name, path }: Definition): FunctionFact | undefined {
  return modules.facts(path).functions.find((one) => one.name === name);
}

/** Whether a function or a class has to be called, which it can be without arguments, for the dependency that it defines. */
export function givesDependency(modules: Modules, definition: Definition): boolean {
  if (instanceCallOf(modules, definition) !== undefined) return true;
  const fact = functionOf(modules, definition);
  if (fact === undefined || /\b(Depends|Security)\(/.test(fact.parameters)) return false;
  const [, inner] =
    /^[ \t]+(?:async[ \t]+)?def[ \t]+(\w+)[\s\S]*\b(?:Depends|Security|Request)\b/m.exec(
      fact.body,
    ) ?? [];
  return (
    inner !== undefined &&
    new RegExp(`^[ \\t]+return[ \\t]+${inner}[ \\t]*$`, 'm').test(fact.body) &&
    splitParameters(fact).every((parameter) => parameter.includes('='))
  );
}

/** Whether FastAPI can call a function by itself: every parameter has a default or a `Depends`. */
function isUserDependency(modules: Modules, definition: Definition): boolean {
  const { name, path } = definition;
  const fact = functionOf(modules, definition);
  if (fact === undefined) {
    // `current_user = fastapi_users.current_user()`
    const value = modules.facts(path).variables.get(name)?.value ?? '';
    return /\w\(/.test(value) && !/Annotated/.test(value);
  }
  return (
    /\b(Depends|Security|Request|Header|Cookie|HTTPConnection)\b|Dep\b/.test(fact.parameters) ||
    splitParameters(fact).every((parameter) => namesDependency(modules, path, parameter))
  );
}

/** Whether the annotation of a parameter is an alias with a dependency. */
function namesDependency(modules: Modules, path: string, parameter: string): boolean {
  const annotation = /:\s*([\w.]+)/.exec(parameter)?.[1];
  if (annotation === undefined) return false;
  const definition = modules.resolve(path, annotation);
  if (definition === undefined) return false;
  const value = modules.facts(definition.path).variables.get(definition.name)?.value ?? '';
  return /Depends|Security/.test(value);
}

/** Returns the parameters of a function as source texts. */
function splitParameters({ parameters }: FunctionFact): string[] {
  const found: string[] = [];
  let depth = 0;
  let start = 0;
  for (let index = 0; index <= parameters.length; index += 1) {
    const letter = parameters[index] ?? ',';
    if ('([{'.includes(letter)) depth += 1;
    if (')]}'.includes(letter)) depth -= 1;
    if (letter !== ',' || depth > 0) continue;
    found.push(parameters.slice(start, index).trim());
    start = index + 1;
  }
  return found.filter((parameter) => parameter !== '' && parameter !== '*' && parameter !== '/');
}

function isEndpoint({ decorators }: Pick<FunctionFact, 'decorators'>): boolean {
  return decorators.some((each) => ENDPOINT.test(each));
}

function findRoles(modules: Modules): RolesFact | undefined {
  for (const path of modules.mentioning(/role/i)) {
    if (isTest(path, modules) || !modules.mayDefine(path, ROLES)) continue;
    const { functions, classes } = modules.facts(path);
    const factory = functions.find((each) => ROLES.test(each.name) && !isEndpoint(each));
    const checker = classes.find(({ name }) => ROLES.test(name));
    const maker = factory ?? checker?.methods.get('__init__');
    const name = factory?.name ?? checker?.name;
    if (maker === undefined || name === undefined) continue;
    const parameter = splitParameters(maker).find((each) => !/^(self|cls)\b/.test(each));
    if (parameter === undefined || /Depends/.test(parameter)) continue;
    const annotation = /:\s*([\s\S]+)$/.exec(parameter)?.[1] ?? '';
    // What reads the rows of a feature that is called role takes a session, or an id.
    if (/Session|UUID|\bint\b/.test(annotation)) continue;
    const types = [...annotation.matchAll(/[A-Za-z_][\w.]*/g)].map(([type]) => type);
    const enumeration = types
      .map((type) => modules.resolve(path, type))
      .find(
        (definition) =>
          definition !== undefined &&
          modules
            .facts(definition.path)
            .classes.some(
              (each) =>
                each.name === definition.name && each.bases.some((base) => /Enum/.test(base)),
            ),
      );
    return {
      dependency: { path, name },
      takes: parameter.startsWith('*')
        ? 'arguments'
        : /list|List|set|Sequence|Iterable|tuple|Collection|frozenset/.test(annotation)
          ? 'list'
          : 'one',
      enumeration,
      givesDepends:
        factory !== undefined && /return\s+(\w+\.)?(Depends|Security)\(/.test(factory.body),
    };
  }
  return undefined;
}
