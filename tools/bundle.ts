import { statSync } from 'node:fs';
import { join } from 'node:path';
import { writeWorkflowBundle } from '../workers/bundle.js';
import { cacheFolder } from '../workers/temporal/find-binary.js';

// For HEADRACE_BUNDLE: workers that are given one start at once.
const file = join(cacheFolder, 'workflows.js');
await writeWorkflowBundle(file);
process.stdout.write(`${file} (${Math.round(statSync(file).size / 1024)} KiB)\n`);
