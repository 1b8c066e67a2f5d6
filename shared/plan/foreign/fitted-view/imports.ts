/** The imports between the files of a fitted feature, and from the backend around them. */
import type { Modules } from '../../../project/foreign/modules.js';
import type { FittedRole } from '../../architecture.js';
import type { Placement } from '../placement.js';

/** Writes the imports of each file of a feature. */
export interface FittedImports {
  /** Returns the import of a name from any file of the backend. */
  from(role: FittedRole, path: string, name: string): string;
  /** Returns the imports of names from another file of the feature, or nothing within the same file. */
  of(role: FittedRole, target: FittedRole, ...names: string[]): string;
}

/**
 * Returns the writer of imports for a feature.
 *
 * @param placed where each file goes.
 */
export function importsBetween(modules: Modules, placed: Placement): FittedImports {
  const relative = modules.importsRelatively(placed.router?.path ?? '');
  // Imports even names that the target file itself defines: adding to the file later drops those
  // imports.
  const from: FittedImports['from'] = (role, path, name) => {
    const isOwn = path === placed[role]?.path;
    const module = modules.importPath(
      placed[role]?.path ?? '',
      path,
      relative && role !== 'tests' && !isOwn,
    );
    return `from ${module} import ${name}`;
  };
  return {
    from,
    of(role, target, ...names) {
      const path = placed[target]?.path;
      if (path === undefined || path === placed[role]?.path) return '';
      return names.map((name) => from(role, path, name)).join('\n');
    },
  };
}
