import type { Connector } from '../connectors/connector.js';
import type { SystemConfig } from './landscape.js';
import { type Problem, pathOf, problemsOf } from './problems.js';
import { isObject, systemFile, systemName } from './schema.js';

/** The systems that are right; what is wrong with the others is added to `problems`. */
export function readSystems(
  files: Record<string, unknown>,
  connectors: ReadonlyMap<string, Connector>,
  problems: Problem[],
): SystemConfig[] {
  const systems = Object.entries(files).flatMap(([id, file]) => {
    const found: Problem[] = [];
    const system = readSystem(id, file, connectors, found);
    problems.push(...found);
    return system ? [system] : [];
  });
  problems.push(...sharedSources(systems));
  return systems;
}

function readSystem(
  id: string,
  file: unknown,
  connectors: ReadonlyMap<string, Connector>,
  problems: Problem[],
): SystemConfig | undefined {
  const at = ['systems', id];
  const name = systemName.safeParse(id);
  if (name.error) problems.push(...problemsOf(name.error, ...at));
  const system = systemFile.safeParse(file);
  if (system.error) problems.push(...problemsOf(system.error, ...at));

  const { connector: wanted, config = {} } = isObject(file) ? file : {};
  if (typeof wanted !== 'string') return undefined;
  const connector = connectors.get(wanted);
  if (!connector) {
    const fix = `use one of ${[...connectors.keys()].join(', ')}, or add a folder to connectors/`;
    problems.push({ path: pathOf(...at, 'connector'), problem: `there is no connector ${wanted}`, fix });
    return undefined;
  }
  const checked = connector.config.safeParse(config);
  if (checked.error) problems.push(...problemsOf(checked.error, ...at, 'config'));
  const { capability } = connector;
  const events = system.data?.events;
  return { id, capability, connector: wanted, queue: `system.${id}`, config: checked.data, ...(events && { events }) };
}

/** Events are told apart by their source alone. */
function sharedSources(systems: SystemConfig[]): Problem[] {
  return systems.flatMap(({ id, events }) => {
    const first = systems.find((other) => other.events?.source === events?.source);
    if (!events || first?.id === id) return [];
    const path = pathOf('systems', id, 'events', 'source');
    return [
      {
        path,
        problem: `${first?.id} sends events under ${events.source} too`,
        fix: 'give each system a source of its own',
      },
    ];
  });
}
