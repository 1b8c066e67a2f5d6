/** How often is said what still runs, in milliseconds. */
const INTERVAL = 300_000;

/**
 * Says from time to time which files of tests still run. Jest names a file once it has ended: where one hangs and the
 * run is ended from outside, nothing else would say which it was.
 */
export default class StillRunning {
  #started = new Map();
  #timer;

  onRunStart() {
    this.#timer = setInterval(() => this.#report(), INTERVAL);
  }

  onTestFileStart({ path }) {
    this.#started.set(path, Date.now());
  }

  onTestFileResult({ path }) {
    this.#started.delete(path);
  }

  onRunComplete() {
    clearInterval(this.#timer);
  }

  #report() {
    for (const [path, start] of this.#started) {
      const minutes = Math.round((Date.now() - start) / 60_000);
      process.stderr.write(`Still running after ${minutes} min: ${path}\n`);
    }
  }
}
