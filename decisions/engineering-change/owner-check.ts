import type { EngineeringChange } from '../../contracts/entities/engineering-change.js';
import { startsAt } from './effectivity.js';

/** Why a change cannot be carried out as its owner has it; undefined if it can. */
export function cannotCarryOut(change: EngineeringChange, zones: Readonly<Record<string, string>>): string | undefined {
  if (change.status !== 'RELEASED') return `it is ${change.status.toLowerCase()}, not released`;
  if (change.definitions.length === 0) return 'it changes nothing';
  if (change.plants.length === 0) return 'it is for no plant';
  const unknown = change.plants.find(({ plant }) => zones[plant] === undefined);
  if (unknown) return `it is for plant ${unknown.plant}, which the landscape does not have`;
  return change.plants.map(({ plant, effectiveFrom }) => wrongTime(effectiveFrom, zones[plant] ?? '')).find(Boolean);
}

function wrongTime(local: string, zone: string): string | undefined {
  try {
    startsAt(local, zone);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}
