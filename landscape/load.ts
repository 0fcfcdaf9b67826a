import { readFileSync } from 'node:fs';
import { parseDocument } from 'yaml';
import type { Connector } from '../connectors/connector.js';
import { readAccess } from './access.js';
import { fillIn } from './environment.js';
import type { Landscape } from './landscape.js';
import { readPlants } from './plants.js';
import { LandscapeError, type Problem, problemsOf } from './problems.js';
import { isObject, type LandscapeFile, landscapeFile } from './schema.js';
import { readSystems } from './systems.js';

/**
 * Reads a landscape from a YAML file or an object of the same shape (landscape/README.md), fills in the environment,
 * completes it with defaults and checks it.
 * @throws LandscapeError with everything that is wrong
 */
export function loadLandscape(
  source: string | object,
  environment: NodeJS.ProcessEnv,
  connectors: ReadonlyMap<string, Connector>,
): Landscape {
  const { landscape, unset, problems } = read(source, environment, connectors);
  const all = [...unset, ...problems];
  if (all.length > 0) throw new LandscapeError(nameOf(source), all);
  return landscape;
}

/**
 * A landscape's file as it is written, its placeholders unfilled: what is in the environment does not matter.
 * @throws LandscapeError with everything that is wrong whatever they stand for
 */
export function loadAsWritten(source: string | object, connectors: ReadonlyMap<string, Connector>): LandscapeFile {
  const { file, problems } = read(source, {}, connectors);
  if (problems.length > 0) throw new LandscapeError(nameOf(source), problems);
  return file;
}

const nameOf = (source: string | object): string => (typeof source === 'string' ? source : 'the landscape');

interface Read {
  file: LandscapeFile;
  landscape: Landscape;
  /** Variables that are not set. */
  unset: Problem[];
  /** What is wrong beside them. */
  problems: Problem[];
}

function read(
  source: string | object,
  environment: NodeJS.ProcessEnv,
  connectors: ReadonlyMap<string, Connector>,
): Read {
  const unset: Problem[] = [];
  const filled = fillIn(typeof source === 'string' ? parseFile(source) : source, environment, unset);
  const problems: Problem[] = [];
  const file = partsOf(filled, problems);
  const systems = readSystems(file.systems, connectors, problems);
  const plants = readPlants(file.plants, {
    defaults: file.defaults,
    systems,
    systemIds: Object.keys(file.systems),
    problems,
  });
  const companies = [
    ...new Set(Object.values(file.plants).flatMap((plant) => (isObject(plant) ? [String(plant.company)] : []))),
  ];
  const access = readAccess(file.access, { plants: Object.keys(file.plants), companies, problems });
  // What is wrong with a value only because its variable is not set, is said once.
  const others = problems.filter(({ path }) => !unset.some((one) => one.path === path));
  return { file, landscape: { name: file.name, systems, plants, access }, unset, problems: others };
}

/** What is missing or of another kind is a problem, and empty for the checks of the rest. */
function partsOf(filled: unknown, problems: Problem[]): LandscapeFile {
  const { data, error } = landscapeFile.safeParse(filled);
  if (!error) return data;
  problems.push(...problemsOf(error));
  const { systems, plants, defaults, access } = isObject(filled) ? filled : ({} as Record<string, unknown>);
  return {
    name: '',
    systems: isObject(systems) ? systems : {},
    plants: isObject(plants) ? plants : {},
    defaults,
    access: Array.isArray(access) ? access : [],
  };
}

function parseFile(path: string): unknown {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw new LandscapeError(path, [{ path, problem: (error as Error).message, fix: 'name a file that can be read' }]);
  }
  const document = parseDocument(text);
  if (document.errors.length === 0) return document.toJS({ maxAliasCount: 100 });
  const problems = document.errors.map(({ linePos, message }) => ({
    path: `line ${linePos?.[0].line ?? '?'}`,
    problem: message.split('\n')[0] ?? message,
    fix: 'correct the YAML',
  }));
  throw new LandscapeError(path, problems);
}
