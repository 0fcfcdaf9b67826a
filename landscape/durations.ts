import { z } from 'zod';

const units = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;
const LONGEST_MS = 366 * units.d;

/** `30s`, `5m`, `2h`, `1d`; in milliseconds afterwards. */
export const duration = z.string({ error: 'a duration such as 30s, 5m, 2h or 1d' }).transform((text, context) => {
  const [, amount, unit] = /^(\d{1,9})(ms|s|m|h|d)$/.exec(text) ?? [];
  const ms = Number(amount) * units[unit as keyof typeof units];
  if (ms > 0 && ms <= LONGEST_MS) return ms;
  context.addIssue({
    code: 'custom',
    message: `"${text}" is not a duration such as 30s, 5m, 2h or 1d (at most a year)`,
  });
  return z.NEVER;
});

/** Percentages and amounts of money may be written as numbers; they are kept as written. */
export const decimal = z
  .union([z.string(), z.number()])
  .transform(String)
  .pipe(z.string().regex(/^\d{1,13}(\.\d{1,6})?$/, 'a decimal number, not negative'));
