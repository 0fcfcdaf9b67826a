import { discoverConnectors } from '../connectors/discover.js';
import { loadLandscape } from '../landscape/load.js';
import { LandscapeError, type Problem } from '../landscape/problems.js';

/** Everything that is wrong with a landscape file, with this environment's variables filled in. */
export async function checkLandscape(path: string): Promise<{ problems: Problem[]; plants: number; systems: number }> {
  try {
    const { plants, systems } = loadLandscape(path, process.env, await discoverConnectors());
    return { problems: [], plants: plants.length, systems: systems.length };
  } catch (error) {
    if (error instanceof LandscapeError) return { problems: error.problems, plants: 0, systems: 0 };
    throw error;
  }
}
