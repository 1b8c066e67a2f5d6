import { RefusalError } from '../errors.js';

/** Registers a feature in a text; undefined if the text lacks what that needs. */
export function registeredIn(source: string, edit: (source: string) => string): string | undefined {
  try {
    return edit(source);
  } catch (error) {
    if (error instanceof RefusalError) return undefined;
    throw error;
  }
}
