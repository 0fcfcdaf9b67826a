/** Versions are numbers, or words that sort by time. */
export function isNewer(version: string, than: string): boolean {
  const numbers = /^\d+$/.test(version) && /^\d+$/.test(than);
  return numbers ? BigInt(version) > BigInt(than) : version > than;
}
