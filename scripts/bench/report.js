// What the benchmark prints.

/** Returns the median of numbers. */
export function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  return (
    (sorted[Math.floor((sorted.length - 1) / 2)] + sorted[Math.ceil((sorted.length - 1) / 2)]) / 2
  );
}

/** Prints a line above a table: what it is about, and its columns. */
export function heading(text, ...columns) {
  console.log(`\n${text.padEnd(46)}${columns.map((each) => each.padStart(10)).join('')}`);
}

/** Prints a line of a table. */
export function row(name, ...cells) {
  const text = (cell) => (typeof cell === 'number' ? rounded(cell) : cell).padStart(10);
  console.log(`  ${name.padEnd(44)}${cells.map(text).join('')}`);
}

/** Prints a line with the median, the least and the most of what was measured. */
export function spread(name, numbers) {
  row(name, median(numbers), Math.min(...numbers), Math.max(...numbers));
}

/** Prints a line of a table of goals: what was measured, and what it should be at most. */
export function goal(name, figure, most, unit) {
  const measured = (number) => `${rounded(number)} ${unit}`;
  row(name, measured(figure), `<= ${measured(most)}`, figure <= most ? 'kept' : 'missed');
}

function rounded(number) {
  if (Number.isInteger(number)) return String(number);
  return number.toFixed(number < 3 ? 2 : number < 10 ? 1 : 0);
}
