import { discoverConnectors } from '../connectors/discover.js';
import { compareLandscapes, type Difference } from '../landscape/compare.js';
import { loadAsWritten } from '../landscape/load.js';
import { LandscapeError, type Problem } from '../landscape/problems.js';
import type { LandscapeFile } from '../landscape/schema.js';

export interface LandscapeDiff {
  differences: Difference[];
  /** By file; then nothing is compared. */
  problems: Record<string, Problem[]>;
}

/** Two landscape files as they are written: nothing is filled in from the environment. */
export async function diffLandscapes(a: string, b: string): Promise<LandscapeDiff> {
  const connectors = await discoverConnectors();
  const problems: Record<string, Problem[]> = {};
  const files = [a, b].flatMap((path): LandscapeFile[] => {
    try {
      return [loadAsWritten(path, connectors)];
    } catch (error) {
      if (!(error instanceof LandscapeError)) throw error;
      problems[path] = error.problems;
      return [];
    }
  });
  const [one, other] = files;
  return { differences: one && other ? compareLandscapes(one, other, connectors) : [], problems };
}
