import { pathToFileURL } from 'node:url';

/**
 * Whether whoever loads a module gets a certain class as its generator.
 *
 * @param path the absolute path of the module.
 */
export async function isFoundAt(path: string, generator: unknown): Promise<boolean> {
  if (!/[.][cm]?js$/.test(path)) return false;
  const { default: exported } = await import(pathToFileURL(path).href);
  return exported === generator || exported?.default === generator;
}
