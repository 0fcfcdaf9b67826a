import { orderAnswers } from './order-answers.js';
import { orderEndings } from './order-endings.js';
import { orderTroubles } from './order-troubles.js';
import type { Plays } from './play.js';
import { reportDecisions } from './report-decisions.js';
import { reportPostings } from './report-postings.js';

/** How each outcome is brought about. */
export const plays = {
  'order-to-production': { ...orderAnswers, ...orderEndings, ...orderTroubles },
  'production-to-inventory': { ...reportDecisions, ...reportPostings },
} satisfies { [P in 'order-to-production' | 'production-to-inventory']: Plays<P> };
