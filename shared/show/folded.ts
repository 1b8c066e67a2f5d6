/** Folds many files into a few folders, so that a list of them fits on the screen. */

/** Something with a path. */
interface Located {
  readonly path: string;
}

/** A folder with the files in it, or a single file. */
export interface Fold<T extends Located> {
  /** The path of the file, or that of the folder with a slash at its end. */
  readonly path: string;
  readonly files: readonly T[];
}

/**
 * Folds files into folders: as deep as the limit allows, the largest folders first.
 *
 * @param most how many folders and single files there can be; what is directly in the root comes on top of that.
 */
export function folded<T extends Located>(files: readonly T[], most: number): readonly Fold<T>[] {
  let folds = below('', files);
  const kept = new Set<Fold<T>>();
  for (;;) {
    const largest = folds
      .filter((fold) => fold.files.length > 1 && !kept.has(fold))
      .sort((a, b) => b.files.length - a.files.length)[0];
    if (largest === undefined) return folds.toSorted((a, b) => (a.path < b.path ? -1 : 1));
    const opened = below(largest.path, largest.files);
    if (folds.length - 1 + opened.length > most) kept.add(largest);
    else folds = [...folds.filter((fold) => fold !== largest), ...opened];
  }
}

/** Returns what is directly in a folder. A folder with one file is that file. */
function below<T extends Located>(folder: string, files: readonly T[]): readonly Fold<T>[] {
  const names = new Map<string, T[]>();
  for (const file of files) {
    const [name = ''] = file.path.slice(folder.length).split('/');
    names.set(name, [...(names.get(name) ?? []), file]);
  }
  return [...names].map(([name, inside]) => {
    const [first] = inside;
    const isOne = inside.length === 1 && first !== undefined;
    return { path: isOne ? first.path : `${folder}${name}/`, files: inside };
  });
}
