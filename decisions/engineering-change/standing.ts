import type { EngineeringChangeState } from '../../contracts/processes/engineering-change.js';
import type { Target } from '../../contracts/view.js';

/** How far a plant is with a change. */
export type PlantProgress = 'DISTRIBUTING' | 'USING_UP' | 'WAITING' | 'ACTIVATING' | 'ACTIVE' | 'STALE';

/** The state of the whole, by how far its plants are and what its targets say. */
export function stateOf(plants: readonly PlantProgress[], targets: readonly Target[]): EngineeringChangeState {
  const some = (...progress: PlantProgress[]): boolean => plants.some((one) => progress.includes(one));
  const every = (...progress: PlantProgress[]): boolean => plants.every((one) => progress.includes(one));
  if (some('ACTIVATING')) return 'ACTIVATING';
  if (every('ACTIVE')) return 'ACTIVE';
  if (some('ACTIVE')) return 'PARTIALLY_ACTIVE';
  if (targets.some(({ standing }) => standing === 'REJECTED')) return 'REJECTED_BY_TARGET';
  if (some('DISTRIBUTING')) {
    return targets.some(({ standing }) => standing === 'ACKNOWLEDGED') ? 'PARTIALLY_ACKED' : 'DISTRIBUTING';
  }
  return some('USING_UP') ? 'STAGED' : 'AWAITING_EFFECTIVITY';
}

/** How it ends, once nothing of it can change any more. */
export function endOf(plants: readonly PlantProgress[]): EngineeringChangeState {
  if (plants.every((one) => one === 'ACTIVE')) return 'ESTABLISHED';
  return plants.includes('ACTIVE') ? 'PARTIALLY_ESTABLISHED' : 'STALE';
}

/** A plant may only start once all that it works with has the change, its ERP too (domain: barrier). */
export const isStaged = (ownerIsReady: boolean, targets: readonly Target[]): boolean =>
  ownerIsReady && targets.length > 0 && targets.every(({ standing }) => standing === 'ACKNOWLEDGED');
