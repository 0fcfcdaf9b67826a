import { z } from 'zod';
import { usualReconciliationPolicy } from '../contracts/entities/reconciliation.js';
import { decimal, duration } from './durations.js';

const word = z.string().min(1).max(200);
const LISTED_MAX = 10_000;

const stockClass = z
  .strictObject({
    tolerancePct: decimal,
    toleranceAmount: decimal,
    /** Absent: nothing but a posting that is proven to be missing. */
    automaticUpTo: decimal.optional(),
    inventoryApprovesUpTo: decimal,
  })
  .transform(({ automaticUpTo, ...same }) => ({ ...same, ...(automaticUpTo !== undefined && { automaticUpTo }) }));

const days = z.int().nonnegative().max(31);

const rules = z.strictObject({
  currency: z.string().regex(/^[A-Z]{3}$/, 'three capital letters, such as USD'),
  classes: z.strictObject({ A: stockClass, B: stockClass, C: stockClass }),
  automaticPerPlantDay: decimal,
  countFirstAbove: decimal,
  correctedOften: z.strictObject({ times: z.int().positive().max(1_000), days: z.int().positive().max(366) }),
  periodEnd: z.strictObject({ lastWorkingDays: days, firstWorkingDays: days }),
});

const clock = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time of day such as 02:30')
  .transform((time) => ({ hour: Number(time.slice(0, 2)), minute: Number(time.slice(3)) }));

const schedule = z
  .strictObject({ at: z.array(clock).min(1).max(96), catchupWindow: duration })
  .transform(({ at, catchupWindow }) => ({ at, catchupWindowMs: catchupWindow }));

export const reconciliation = z
  .strictObject({
    locations: z.record(word, word),
    notCompared: z.array(word).max(LISTED_MAX),
    regulated: z.array(word).max(LISTED_MAX),
    settle: duration,
    probe: duration,
    snapshotWithin: duration,
    countWithin: duration,
    daysOff: z.array(z.iso.date()).max(LISTED_MAX),
    rules,
    schedule: schedule.optional(),
  })
  .transform(({ settle, probe, snapshotWithin, countWithin, schedule: at, ...same }) => ({
    ...same,
    ...{ settleMs: settle, probeMs: probe, snapshotWithinMs: snapshotWithin, countWithinMs: countWithin },
    ...(at !== undefined && { schedule: at }),
  }));

/** domain: reconciliation, and its limits. Nothing is compared before a landscape says which places belong together. */
export const defaultReconciliation: z.input<typeof reconciliation> = {
  locations: {},
  notCompared: [],
  regulated: [],
  settle: '15m',
  probe: '1m',
  snapshotWithin: '30m',
  countWithin: '8h',
  daysOff: [],
  rules: usualReconciliationPolicy,
};
