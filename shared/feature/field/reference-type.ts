/** What the types that refer to other features have in common. */
import { LONGEST_NAME, pascalOf } from '../naming.js';
import type { ArgumentDefinition } from './definition.js';
import { FieldProblem } from './settings.js';

/** Returns the argument that names the target of a reference. */
export function targetArgument(type: 'ref' | 'refs'): ArgumentDefinition {
  return {
    read: (text) => ({ target: text }),
    places: (text) => [['target', 0, text.length]],
    write: ({ target }) => target,
    check: (name, { target }) => ({ target: checkTarget(name, type, target) }),
  };
}

function checkTarget(name: string, type: 'ref' | 'refs', target: string | undefined): string {
  if (target === undefined || target === '') {
    throw new FieldProblem(
      'type',
      `${type} needs the feature it refers to.`,
      `Write the name of its class or module after an equals sign: ${name}:${type}=MODEL.`,
    );
  }
  if (!isTarget(target)) {
    const candidate = pascalOf(target.normalize('NFKD').replaceAll(/\p{M}/gu, '')).replace(
      /^\d+/,
      '',
    );
    throw new FieldProblem(
      'target.value',
      `"${target}" cannot be the name of a feature.`,
      'Write the name of its class or module, such as Category, OrderItem or order_item.',
      isTarget(candidate) ? candidate : undefined,
    );
  }
  return pascalOf(target);
}

function isTarget(text: string): boolean {
  return (
    text.length <= 2 * LONGEST_NAME && /^[A-Za-z][A-Za-z0-9]*(?:[_-][A-Za-z0-9]+)*$/.test(text)
  );
}
