import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { breakingChanges } from './contracts/breaking-changes.js';
import { sentenceOf } from './contracts/change.js';
import { type Contracts, describeContracts } from './contracts/description.js';

/** What others were promised: committed, and compared by a test with what the code has now. */
export const baselineFile = new URL('../contracts/baseline.json', import.meta.url);

const biome = new URL('../node_modules/.bin/biome', import.meta.url);

export const readBaseline = (): Contracts => JSON.parse(readFileSync(baselineFile, 'utf8')) as Contracts;

/** Writes it anew; what breaks others is written only when it is asked for by `--breaking`. */
function write(isBreakingWanted: boolean): number {
  const now = describeContracts();
  const broken = existsSync(baselineFile) ? breakingChanges(readBaseline(), now).map(sentenceOf) : [];
  for (const sentence of broken) process.stdout.write(`breaks: ${sentence}\n`);
  if (broken.length > 0 && !isBreakingWanted) {
    process.stdout.write(
      `${broken.length} breaking changes: take them back, or write them by --breaking (docs/governance.md)\n`,
    );
    return 1;
  }
  writeFileSync(baselineFile, JSON.stringify(now));
  execFileSync(fileURLToPath(biome), ['format', '--write', fileURLToPath(baselineFile)]);
  const { api, events, processes } = now;
  const counts = [api, events, processes].map((part) => Object.keys(part).length);
  process.stdout.write(`contracts/baseline.json: ${counts[0]} routes, ${counts[1]} events, ${counts[2]} processes\n`);
  return 0;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href)
  process.exitCode = write(process.argv.includes('--breaking'));
