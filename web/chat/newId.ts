/** An id that no other message has, also where `crypto.randomUUID` is missing (an address without https). */
export const newId = (): string =>
  [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
