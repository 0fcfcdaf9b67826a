import { orderAnswers } from './order-answers.js';
import { orderChanges } from './order-changes.js';
import { orderCompletions } from './order-completions.js';
import { orderEndings } from './order-endings.js';
import { orderTroubles } from './order-troubles.js';
import type { Plays } from './play.js';
import { reportDecisions } from './report-decisions.js';
import { reportPostings } from './report-postings.js';
import { reportSequences } from './report-sequences.js';

/** How each outcome is brought about. */
export const plays = {
  'order-to-production': { ...orderAnswers, ...orderChanges, ...orderCompletions, ...orderEndings, ...orderTroubles },
  'production-to-inventory': { ...reportDecisions, ...reportPostings, ...reportSequences },
} satisfies { [P in 'order-to-production' | 'production-to-inventory']: Plays<P> };
