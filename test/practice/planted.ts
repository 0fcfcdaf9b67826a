export function set<T extends object>(one: T | undefined, change: Partial<T>): void {
  if (!one) throw new Error('the books lack what the test changes');
  Object.assign(one, change);
}

export function repeat<T extends object>(list: T[] | undefined, into = list): T {
  const [first] = list ?? [];
  if (!first || !into) throw new Error('the books lack what the test repeats');
  const copy = { ...first };
  into.push(copy);
  return copy;
}
