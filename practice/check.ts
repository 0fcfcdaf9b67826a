import { Decimal } from 'decimal.js';

/** One thing that ledgers must agree on. */
export interface Check {
  name: string;
  /** What does not agree, in a sentence each. */
  differences: string[];
}

export const sum = (values: readonly string[]): Decimal =>
  values.reduce((total, value) => total.plus(value), new Decimal(0));
