import { configureGlobal } from 'fast-check';

// `npm run verify:deep`: properties that do not say how often are tried much more often.
configureGlobal({ numRuns: 2_000 });
