import { defineSearchAttributeKey, type SearchAttributeUpdatePair } from '@temporalio/common';
import {
  proxyActivities,
  proxyLocalActivities,
  upsertMemo,
  upsertSearchAttributes,
  workflowInfo,
} from '@temporalio/workflow';
import type { RecordActivities } from '../../activities/record.js';
import type { Fact } from '../../contracts/facts.js';
import { searchAttributeTypes, VIEW_MEMO } from '../../contracts/start.js';
import type { RunView } from '../../contracts/view.js';
import { worstOf } from '../../decisions/severity.js';

/** Events that a run has not kept, from the message store; a few hundred at a time. */
export const { fetchEvents } = proxyActivities<Pick<RecordActivities, 'fetchEvents'>>({
  startToCloseTimeout: '10s',
  retry: { initialInterval: '200ms', maximumInterval: '10s' },
});

const { recordCheckpoint } = proxyLocalActivities<RecordActivities>({
  startToCloseTimeout: '10s',
  retry: { initialInterval: '200ms', maximumInterval: '10s' },
});

type Attributes = Partial<Record<keyof typeof searchAttributeTypes, string>>;

export interface CarriedJournal {
  checkpoint: number;
  revision: number;
  published: string;
  actionable: string;
  attributes: Attributes;
}

/** Whoever begins again where a run has ended shows all of it again. */
export const unpublished = { published: '', actionable: '', attributes: {} } as const;

/** Rises with time: what a run of this id recorded long ago, and nobody else remembers, is never replaced. */
const firstCheckpoint = (): number => workflowInfo().startTime.getTime();

/**
 * What others see of a run: facts to the store, the view to memo and search attributes. Written when the run comes
 * to rest and only where something changed, since each write costs history events.
 */
export class Journal {
  #facts: Fact[] = [];
  #carried: CarriedJournal;
  /** The checkpoint that is under way. */
  #recording: Promise<void> | undefined;

  constructor(carried: CarriedJournal = { ...unpublished, checkpoint: firstCheckpoint(), revision: 0 }) {
    this.#carried = carried;
  }

  /** The revision that callers have seen last. */
  get revision(): number {
    return this.#carried.revision;
  }

  get carried(): CarriedJournal {
    return this.#carried;
  }

  note(fact: Fact): void {
    this.#facts.push(fact);
  }

  /**
   * Publishes what has changed. Order matters to replays: attributes and memo first, then one checkpoint; and one after
   * the other where parts of a run come to rest together: of two local activities under way at a time, either may be
   * the first to come back on a replay.
   * @param current asked when its turn has come
   */
  async publish(runId: string, current: () => RunView): Promise<void> {
    while (this.#recording) await this.#recording;
    const view = current();
    const exceptions = view.exceptions.map(({ id, code, owner, actions, choices }) => [
      id,
      code,
      owner,
      actions,
      choices,
    ]);
    const actionable = JSON.stringify([
      view.state,
      view.condition,
      exceptions,
      view.held,
      view.cancelling,
      view.actions,
    ]);
    if (actionable !== this.#carried.actionable) {
      this.#carried.actionable = actionable;
      this.#carried.revision += 1;
    }
    const shown = { ...view, revision: this.#carried.revision };
    const memo = memoOf(shown);
    const text = JSON.stringify(memo);
    const changed = text !== this.#carried.published;
    if (changed) {
      this.#carried.published = text;
      this.#upsertAttributes(attributesOf(shown));
      upsertMemo({ [VIEW_MEMO]: memo });
    }
    if (!changed && this.#facts.length === 0) return;
    const facts = this.#facts.splice(0);
    this.#carried.checkpoint += 1;
    const { checkpoint } = this.#carried;
    this.#recording = recordCheckpoint({ runId, checkpoint, view: shown, facts });
    await this.#recording;
    this.#recording = undefined;
  }

  #upsertAttributes(attributes: Attributes): void {
    const names = Object.keys(searchAttributeTypes) as (keyof typeof searchAttributeTypes)[];
    const pairs = names
      .filter((name) => attributes[name] !== this.#carried.attributes[name])
      .map((name) => ({
        key: defineSearchAttributeKey(name, searchAttributeTypes[name]),
        value: valueFor(name, attributes[name]),
      }));
    if (pairs.length > 0) upsertSearchAttributes(pairs as SearchAttributeUpdatePair[]);
    this.#carried.attributes = attributes;
  }
}

const valueFor = (name: keyof typeof searchAttributeTypes, value: string | undefined): string | Date | null => {
  if (value === undefined) return null;
  return searchAttributeTypes[name] === 'DATETIME' ? new Date(value) : clip(value, 200);
};

/** An attribute above 2,048 bytes terminates the run, so values are clipped here, the one place that writes them. */
const clip = (text: string, most: number): string => (text.length > most ? `${text.slice(0, most - 1)}…` : text);

function attributesOf(view: RunView): Attributes {
  const due = view.exceptions.flatMap((one) => one.dueAt ?? []).sort()[0];
  const severity = worstOf(view.exceptions.map((one) => one.severity));
  const owner = view.exceptions[0]?.owner;
  return {
    State: view.state,
    RunCondition: view.condition,
    Process: view.process,
    Company: view.company,
    Plant: view.plant,
    ...(owner && { Owner: owner }),
    ...(severity && { Severity: severity }),
    ...(view.blockedOn && { BlockedOn: view.blockedOn }),
    ...(due && { SlaDueAt: due }),
  };
}

/** Measured as stored; some of the limit is left to Temporal's own frame around it. */
const MEMO_BYTES = 1_900;
/** How much of texts and lists is kept, from what is usual to what always fits. */
const FITS = [
  { text: 240, upstream: 160, undoable: 12, orders: 3, targets: 8 },
  { text: 120, upstream: 60, undoable: 6, orders: 1, targets: 4 },
  { text: 40, upstream: 0, undoable: 2, orders: 0, targets: 0 },
] as const;

/** The memo must stay below 2 KB: the first exception only, its texts clipped. The store has all of it. */
export function memoOf(view: RunView): RunView {
  let memo = view;
  for (const fit of FITS) {
    memo = fitted(view, fit);
    if (new TextEncoder().encode(JSON.stringify(memo)).length <= MEMO_BYTES) break;
  }
  return memo;
}

function fitted(view: RunView, most: (typeof FITS)[number]): RunView {
  const exceptions = view.exceptions.slice(0, 1).map(({ upstream, impact, ...exception }) => ({
    ...exception,
    text: clip(exception.text, most.text),
    ...(upstream &&
      most.upstream > 0 && {
        upstream: { ...upstream, ...(upstream.text && { text: clip(upstream.text, most.upstream) }) },
      }),
    ...(impact && { impact: { ...impact, orders: impact.orders.slice(0, most.orders) } }),
  }));
  return {
    ...view,
    exceptions,
    undoable: view.undoable.slice(-most.undoable),
    ...(view.targets && { targets: view.targets.slice(0, most.targets) }),
  };
}
