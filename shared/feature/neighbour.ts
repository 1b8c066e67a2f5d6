/** What is said in place of a feature that another one is written like, where it is fitted in from templates. */
export const NO_NEIGHBOUR = 'none';
