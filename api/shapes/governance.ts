import { z } from 'zod';
import type { RecoveryRule, ServiceLevel } from '../../contracts/governance.js';

const text = z.string();

export const version = text.meta({ description: 'The first number rises by what breaks whoever relies on it.' });

export const slas: z.ZodType<readonly ServiceLevel[]> = z.array(
  z
    .object({
      name: text,
      from: text,
      to: text,
      within: text.meta({ description: '`5m`, `2h`, `1d`', example: '5m' }),
      share: z.enum(['all', 'p95']),
      breach: z.exactOptional(text).meta({ description: 'From here on it is broken for a single one too.' }),
    })
    .meta({ id: 'ServiceLevel' }),
);

export const recovery: z.ZodType<readonly RecoveryRule[]> = z.array(
  z
    .object({
      trouble: text,
      by: z.enum(['retry', 'replay', 'poll', 'probe', 'person']),
      how: text,
    })
    .meta({ id: 'RecoveryRule' }),
);
