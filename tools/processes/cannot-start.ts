/** Something that the person at the keyboard can fix. The message is one sentence that says how. */
export class CannotStart extends Error {
  override name = 'CannotStart';
}
