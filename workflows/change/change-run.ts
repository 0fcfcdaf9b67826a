import type { ChangedPlant, EngineeringChange, TargetStanding } from '../../contracts/entities/engineering-change.js';
import type { EventType } from '../../contracts/events.js';
import type { EngineeringChangeInput, engineeringChange } from '../../contracts/processes/engineering-change.js';
import { type PlantPolicy, servedBy } from '../../contracts/policy.js';
import type { Target } from '../../contracts/view.js';
import { definitionsFor, type TargetKind } from '../../decisions/engineering-change/distribution.js';
import { type PlantProgress, stateOf } from '../../decisions/engineering-change/standing.js';
import type { openRun } from '../kit/index.js';

export type Kit = ReturnType<typeof openRun<typeof engineeringChange>>;

/** A release of a change that has a run already is a newer version of it. */
export const NEWS = [
  'EngineeringChangeReleased',
  'EngineeringChangeChanged',
  'RevisionFirstProduced',
] as const satisfies readonly EventType[];

/** The warehouse first: once the MES has it, production begins. */
export const targetKinds = ['wms', 'mes'] as const satisfies readonly TargetKind[];

/** The run of one change, as far as all of its parts need it. */
export class ChangeRun {
  readonly kit: Kit;
  readonly input: EngineeringChangeInput;
  /** By plant. */
  readonly zones: Record<string, string>;
  readonly #progress = new Map<string, PlantProgress>();
  readonly #targets = new Map<string, Target>();
  /** Plants at which it is, or was, in use. */
  readonly everActive = new Set<string>();
  /** The first lot that was made by it, by plant. */
  readonly firstLots = new Map<string, string>();
  #change: EngineeringChange | undefined;
  /** The highest version that the owner has shown. */
  seenVersion = 0;
  /** A later version, which takes the place of the one that is carried out. */
  later: EngineeringChange | undefined;
  /** How often the shop floor has told of a first lot. */
  heard = 0;
  /** Plants whose part has not come to its end. */
  open = 0;

  constructor(kit: Kit, input: EngineeringChangeInput) {
    this.kit = kit;
    this.input = input;
    this.zones = Object.fromEntries(Object.entries(input.plants).map(([plant, { zone }]) => [plant, zone]));
  }

  /** As it is carried out. @throws RangeError before it was reviewed */
  get change(): EngineeringChange {
    if (!this.#change) throw new RangeError('the change has not been reviewed');
    return this.#change;
  }

  /** Begins with this version, everywhere. */
  take(change: EngineeringChange): void {
    this.#change = change;
    this.#progress.clear();
    this.#targets.clear();
    for (const { plant } of change.plants) {
      this.#progress.set(plant, 'DISTRIBUTING');
      for (const kind of targetKinds.filter((one) => definitionsFor(one, change.definitions).length > 0)) {
        const system = servedBy(this.policyOf(plant), kind).id;
        this.#targets.set(`${plant} ${kind}`, { plant, system, version: change.version, standing: 'OPEN' });
      }
    }
  }

  /** The owner has it for more plants than before. */
  refresh(found: EngineeringChange): void {
    if (this.#change && found.version === this.#change.version)
      this.#change = { ...this.#change, plants: found.plants };
  }

  policyOf(plant: string): PlantPolicy {
    const policy = this.input.plants[plant];
    if (!policy) throw new RangeError(`the landscape has no plant ${plant}`);
    return policy;
  }

  /** Undefined where nothing of the change is for this kind of system. */
  target(plant: string, kind: TargetKind): Target | undefined {
    return this.#targets.get(`${plant} ${kind}`);
  }

  targetsOf(plant: string): Target[] {
    return [...this.#targets.values()].filter((one) => one.plant === plant);
  }

  plantOf(plant: string): ChangedPlant | undefined {
    return this.change.plants.find((one) => one.plant === plant);
  }

  progressOf(plant: string): PlantProgress | undefined {
    return this.#progress.get(plant);
  }

  get progress(): PlantProgress[] {
    return [...this.#progress.values()];
  }

  advance(plant: string, progress: PlantProgress): void {
    this.#progress.set(plant, progress);
    if (progress === 'ACTIVE') this.everActive.add(plant);
    this.showState();
  }

  stand(target: Target, standing: TargetStanding): void {
    target.standing = standing;
    this.showState();
  }

  showState(): void {
    const targets = [...this.#targets.values()];
    this.kit.enter(stateOf(this.progress, targets));
    this.kit.show({ targets });
  }

  /** Nothing of it stands in any system any more. */
  showWithdrawn(): void {
    const targets = [...this.#targets.values()].map((target) => ({ ...target, standing: 'WITHDRAWN' as const }));
    this.kit.show({ targets });
  }
}
