/** Names what a run is about. Everything in an id comes from the business, so that a second start finds the first run. */
export interface RunKey {
  process: string;
  company: string;
  /** `-` where the process spans plants. */
  plant: string;
  key: string;
}

/** In the place of the plant: the run is the whole company's. */
export const ALL_PLANTS = '-';

const SEGMENT = /^[A-Z0-9._~-]{1,40}$/;

/**
 * A business number as it stands in ids: upper case, leading zeros stripped (SAP pads order numbers to 12 digits).
 * Payloads keep the number as the system wrote it.
 * @throws RangeError when nothing valid is left
 */
export function idSegment(businessNumber: string): string {
  const segment = stripped(businessNumber);
  if (!SEGMENT.test(segment)) throw new RangeError(`"${businessNumber.slice(0, 60)}" is not usable in an id`);
  return segment;
}

const stripped = (businessNumber: string): string =>
  businessNumber
    .trim()
    .toUpperCase()
    .replace(/^0+(?=.)/, '');

/** Whether two ways to write a number mean the same in ids: `0001` and `1`. */
export const isSameInIds = (one: string, other: string): boolean => stripped(one) === stripped(other);

/** `order-to-production/1000/P100/1000123` */
export function runId({ process, company, plant, key }: RunKey): string {
  return [process, idSegment(company), plant === ALL_PLANTS ? plant : idSegment(plant), idSegment(key)].join('/');
}

/** The parts of a run's id, or undefined when it is not one of ours. */
export function parseRunId(id: string): RunKey | undefined {
  const [process, company, plant, key, ...rest] = id.split('/');
  if (!process || !company || !plant || !key || rest.length > 0) return undefined;
  return { process, company, plant, key };
}

/** The same order in another process: production-to-inventory's run of an order-to-production run. */
export function sameKeyIn(process: string, id: string): string {
  return [process, ...id.split('/').slice(1)].join('/');
}
