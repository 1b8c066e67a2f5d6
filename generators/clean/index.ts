/** `clean` is another name for `onion`. */
export { default } from '../onion/index.js';
