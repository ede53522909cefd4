/** Ports of the tests' hosts, apart from those of a lab that somebody uses on this machine. */
let next = 24_000 + (process.pid % 500) * 10;

export function freshPort(): number {
  next += 1;
  return next;
}
