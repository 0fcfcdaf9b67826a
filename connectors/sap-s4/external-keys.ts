import { createHash } from 'node:crypto';

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const REFERENCE_LENGTH = 16;

const digest = (key: string): Buffer => createHash('sha256').update(key).digest();

/** A posting's key as the external key of a confirmation: a UUID of version 8 (RFC 9562), from its SHA-256. */
export function uuidOf(key: string): string {
  const bytes = digest(key).subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** A posting's key as a document's reference of 16 characters: `X` and 15 of its SHA-256 in base 32 (RFC 4648). */
export function referenceOf(key: string): string {
  let bits = '';
  for (const byte of digest(key).subarray(0, 10)) bits += byte.toString(2).padStart(8, '0');
  const characters = bits.match(/.{5}/g)?.map((five) => BASE32[Number.parseInt(five, 2)]) ?? [];
  return `X${characters.join('')}`.slice(0, REFERENCE_LENGTH);
}
