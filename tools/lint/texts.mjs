/**
 * Whatever the pages say is marked for translation: in templates with `i18n`, in code with `$localize`. What is
 * marked and has no German is found by `apps/web/check-texts.mjs`.
 */

/** Attributes and inputs that the program reads and nobody else. */
const NO_TEXTS = [
  'appearance',
  'aria-controls',
  'aria-describedby',
  'aria-haspopup',
  'aria-hidden',
  'aria-labelledby',
  'aria-live',
  'ariaCurrentWhenActive',
  'autocapitalize',
  'closedby',
  'data-testid',
  'decoding',
  'download',
  'eventId',
  'fetchpriority',
  'icon',
  'inputMode',
  'inputmode',
  'loading',
  'look',
  'matButton',
  'media',
  'ngCspNonce',
  'popovertarget',
  'preserveAspectRatio',
  'queryParamsHandling',
  'rel',
  'scope',
  'sizes',
  'spellcheck',
  'stroke-linecap',
  'tone',
];

const REMEDY = 'Every text is translated';

export const textsInTemplates = {
  '@angular-eslint/template/i18n': [
    'error',
    {
      checkId: false,
      checkDuplicateId: false,
      boundTextAllowedPattern: String.raw`^[^A-Za-z]*$`,
      ignoreAttributes: NO_TEXTS,
    },
  ],
  'no-restricted-syntax': [
    'error',
    {
      // Words of a condition (`isBusy() ? 'One moment…' : …`); a single small word is a name of the program.
      selector: 'LiteralPrimitive[value=/^[^a-z]*[A-Z]|[A-Za-z] |[A-Za-z]…/]',
      message: `${REMEDY}: put it into an element with i18n, or into the class with $localize.`,
    },
    {
      selector: 'Icu',
      message: 'One way to choose a plural form: `plural` of design/formats, in the class.',
    },
    {
      selector:
        ':matches(BoundAttribute:not([i18n]), BoundAttribute[i18n=undefined]) Interpolation:matches([strings.0=/[A-Za-z]{2}/], [strings.1=/[A-Za-z]{2}/])',
      message: `${REMEDY}: mark the attribute with i18n.`,
    },
  ],
};

/** What reads like a text: words, or one that begins with a capital letter and is no name of the program. */
const WORDS = String.raw`/^\p{L}[\p{L}’']*[,:.]? [\p{L}\d(]|\p{Ll}[.!?…]$/u`;

export const textsInCode = {
  'no-restricted-syntax': [
    'error',
    {
      selector: `:not(NewExpression, ImportDeclaration, Property[key.name='tier']) > Literal[value=${WORDS}]`,
      message: `${REMEDY}: mark it with $localize.`,
    },
    {
      selector: `:not(TaggedTemplateExpression, Property[key.name=/^(template|styles)$/]) > TemplateLiteral > TemplateElement[value.cooked=/\\p{L} \\p{L}/u]`,
      message: `${REMEDY}: mark it with $localize.`,
    },
    {
      // Read when the file is loaded, which may be before the translations are there.
      selector:
        "TaggedTemplateExpression[tag.name='$localize']:not(:function *):not(PropertyDefinition[static=false] *)",
      message: 'Texts are not known yet when a file is loaded: put it into a function.',
    },
  ],
};
