import { z, type ZodType } from 'zod';
import { type ErrorCode, errorCodes } from '../../contracts/errors.js';
import { extensible } from '../../contracts/meaning.js';
import type { PartProblem } from '../systems/systems.js';
import { instant } from './texts.js';

const problem: ZodType<PartProblem> = z
  .object({
    code: z.enum([...(Object.keys(errorCodes) as ErrorCode[]), 'SYSTEM_HELD', 'SYSTEM_BUSY']).meta(extensible),
    title: z.string(),
    detail: z.string(),
    retryable: z.boolean(),
  })
  .meta({ id: 'PartProblem', description: 'Why this system tells nothing now.' });

/** What one system says, marked with its name and the instant; or why it says nothing. */
export const part = (data: ZodType, description: string) =>
  z
    .union([
      z.strictObject({ owner: z.string(), at: instant, data }),
      z.strictObject({ owner: z.string(), at: instant, problem }),
    ])
    .meta({ description });
