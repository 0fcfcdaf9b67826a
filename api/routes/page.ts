import { invalid } from '../http/problem.js';

/** Reads a page; what the store says about a cursor is told to the caller. @throws Problem INVALID */
export async function paged<T>(read: () => Promise<T>, pointer = '/query/cursor'): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof RangeError) throw invalid(pointer, error.message);
    throw error;
  }
}
