import { z } from 'zod';
import { instant } from './texts.js';

const text = z.string();

/** The type of an entry that takes back what was told of its checkpoint. */
export const VOID = 'void';

export const fedFact = z
  .object({
    runId: text,
    process: text,
    company: text,
    plant: text.meta({ description: '`-`: of a run that spans the plants of its company.' }),
    checkpoint: z.int().meta({ description: 'Rises within a run.' }),
    ordinal: z.int().meta({ description: 'The place within the checkpoint. Run, checkpoint and ordinal name a fact.' }),
    type: text.meta({
      description: `\`${VOID}\`: nothing that was told of this checkpoint before counts; what follows is told anew.`,
    }),
    at: instant.meta({ description: 'When it happened.' }),
    recordedAt: instant,
    fact: z.exactOptional(z.looseObject({ type: text, at: instant })),
  })
  .meta({ id: 'FedFact', description: 'Something that has happened in a run.' });
