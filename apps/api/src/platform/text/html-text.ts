import { oneLine } from './plain-text.js';

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** A text as HTML and XML show it, also within a quoted attribute. */
export function escaped(text: string): string {
  return oneLine(text).replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
}

/**
 * JSON as it may stand in a page between the tags of a script that is data: nothing in it can end the element or
 * begin a comment.
 */
export function escapedJson(json: string): string {
  return json.replaceAll('<', '\\u003c');
}
