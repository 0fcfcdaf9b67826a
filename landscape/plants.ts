import { idSegment } from '../contracts/ids.js';
import type { PlantPolicy } from '../contracts/policy.js';
import type { Capability } from '../contracts/ports.js';
import { defaultSettings } from './defaults.js';
import type { SystemConfig } from './landscape.js';
import { merge } from './merge.js';
import { type Problem, pathOf, problemsOf } from './problems.js';
import { isObject, plantFile, plantName } from './schema.js';
import { inCompanies } from './companies.js';
import { settings } from './settings.js';

const capabilityNames = {
  erp: 'an ERP',
  mes: 'an MES',
  wms: 'a WMS',
  transport: 'a transport system',
  partner: 'a customer’s system',
  supplier: 'a supplier’s system',
  quality: 'a quality management system',
} as const satisfies Record<Capability, string>;
const capabilities = Object.keys(capabilityNames) as Capability[];

export interface PlantsContext {
  /** The landscape's own defaults, over those of the product. */
  defaults: unknown;
  systems: SystemConfig[];
  /** Of all systems in the file, right or wrong. */
  systemIds: string[];
  problems: Problem[];
}

export function readPlants(files: Record<string, unknown>, context: PlantsContext): PlantPolicy[] {
  const defaults = merge(defaultSettings, context.defaults ?? {});
  const checked = settings.safeParse(defaults);
  if (checked.error) context.problems.push(...problemsOf(checked.error, 'defaults'));
  const base = checked.error ? defaultSettings : defaults;
  const plants = Object.entries(files).flatMap(([plant, file]) => readPlant(plant, file, base, context) ?? []);
  context.problems.push(...sameInIds(Object.keys(files)), ...unused(files, context.systemIds));
  context.problems.push(...inCompanies(files, context.systems));
  return plants;
}

function readPlant(plant: string, file: unknown, base: unknown, context: PlantsContext): PlantPolicy | undefined {
  const at = ['plants', plant];
  const { problems } = context;
  const name = plantName.safeParse(plant);
  if (name.error) problems.push(...problemsOf(name.error, ...at));
  const shape = plantFile.safeParse(file);
  if (shape.error) problems.push(...problemsOf(shape.error, ...at));
  const { company: _, zone: __, systems: named, ...own } = isObject(file) ? file : {};
  const policy = settings.safeParse(merge(base, own));
  if (policy.error) problems.push(...problemsOf(policy.error, ...at));
  const systems = systemsOf(isObject(named) ? named : {}, context, ...at, 'systems');
  if (!shape.data || !policy.data) return undefined;
  const { company, zone } = shape.data;
  return { company, plant, zone, systems, ...policy.data };
}

/** What serves what at a plant; only complete where nothing is reported. */
function systemsOf(
  named: Record<string, unknown>,
  context: PlantsContext,
  ...at: PropertyKey[]
): PlantPolicy['systems'] {
  const used = {} as PlantPolicy['systems'];
  for (const capability of capabilities) {
    const id = named[capability];
    if (typeof id !== 'string') continue;
    const path = pathOf(...at, capability);
    const system = context.systems.find((one) => one.id === id);
    if (!context.systemIds.includes(id)) {
      const fix = `use one of ${context.systemIds.join(', ')}, or describe it under systems`;
      context.problems.push({ path, problem: `there is no system ${id}`, fix });
    } else if (system && system.capability !== capability) {
      const fix = `name ${capabilityNames[capability]} here`;
      context.problems.push({ path, problem: `${id} is ${capabilityNames[system.capability]}`, fix });
    }
    used[capability] = { id, queue: system?.queue ?? '' };
  }
  return used;
}

/** Ids are written without leading zeros and in upper case; two plants must not meet there. */
function sameInIds(plants: string[]): Problem[] {
  const seen = new Map<string, string>();
  return plants.flatMap((plant) => {
    if (!plantName.safeParse(plant).success) return [];
    const first = seen.get(idSegment(plant));
    seen.set(idSegment(plant), plant);
    return first === undefined
      ? []
      : [{ path: pathOf('plants', plant), problem: `the same as ${first} in ids`, fix: 'keep one of them' }];
  });
}

function unused(files: Record<string, unknown>, systemIds: string[]): Problem[] {
  const used = new Set(
    Object.values(files).flatMap((file) =>
      isObject(file) && isObject(file.systems) ? Object.values(file.systems) : [],
    ),
  );
  return systemIds
    .filter((id) => !used.has(id))
    .map((id) => ({
      path: pathOf('systems', id),
      problem: 'no plant uses it',
      fix: 'name it in a plant, or remove it',
    }));
}
