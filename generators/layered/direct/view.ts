/** What the templates of this style see of a feature beside what all templates see. */

export function viewDirect() {
  return {
    /** Whether what rows are linked to cannot be deleted, as cached answers would go on naming it. */
    keepsLinked: true,
  };
}
