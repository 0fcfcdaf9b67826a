export interface Spread {
  min: number;
  median: number;
  max: number;
}

/** By nearest rank. */
export function percentile(values: number[], percent: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil((sorted.length * percent) / 100) - 1)] ?? Number.NaN;
}

export const spread = (values: number[]): Spread => ({
  min: Math.min(...values),
  median: percentile(values, 50),
  max: Math.max(...values),
});
