/**
 * What is filled in, whatever it is called: `{$count}`, `{$INTERPOLATION_1}`, `{$ticket-count}`, and the tags and
 * blocks around a part of the text (`{$START_TAG_STRONG}`). Each as often as it stands there, since a tag that is
 * opened twice is closed twice.
 */
export function placeholdersOf(text: string): string {
  return (text.match(/\{\$[^{}]*\}/g) ?? []).sort().join(' ');
}

/** An ICU expression, which has a variable without a dollar: `{VAR_PLURAL, plural, one {…}}`. Lint forbids them. */
const ICU = /\{\s*\w+\s*,\s*(plural|select|selectordinal)\s*,/;

/** What is wrong with the German of these texts: it is missing, fills in something else, or is of no text. */
export function faultsOf(
  texts: readonly string[],
  german: Readonly<Record<string, string>>,
): string[] {
  const faultOf = (text: string): string | undefined => {
    const translation = german[text];
    if (!translation?.trim()) return 'No German';
    if (ICU.test(text) || ICU.test(translation)) return 'An ICU expression, which is not compared';
    const isSame = placeholdersOf(text) === placeholdersOf(translation);
    return isSame ? undefined : 'Other placeholders in German';
  };
  const known = new Set(texts);
  return [
    ...texts.flatMap((text) => {
      const fault = faultOf(text);
      return fault === undefined ? [] : [`${fault}: ${text}`];
    }),
    ...Object.keys(german)
      .filter((text) => !known.has(text))
      .map((text) => `German of a text that is gone: ${text}`),
  ];
}
