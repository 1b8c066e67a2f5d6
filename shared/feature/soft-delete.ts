/** Whether the rows of a feature are kept when they are deleted. */

/** Whether they are: hidden, with the time in `deleted_at`. */
export function isKept({ softDelete }: { readonly softDelete: boolean }): boolean {
  return softDelete;
}
