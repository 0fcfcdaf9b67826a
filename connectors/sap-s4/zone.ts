import { z } from 'zod';

export const zone = z.string().refine(isZone, 'must be an IANA time zone, such as Europe/Berlin');

function isZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).format() !== '';
  } catch {
    return false;
  }
}
