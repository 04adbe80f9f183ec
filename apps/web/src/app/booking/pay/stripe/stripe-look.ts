/** Names of our colours, by what Stripe calls them. */
const COLOURS = {
  colorPrimary: '--accent-text',
  colorBackground: '--surface',
  colorText: '--ink',
  colorTextSecondary: '--ink-muted',
  colorDanger: '--error',
} as const;

/** Our look, in Stripe’s words: its fields are in a frame, where our styles don’t reach. */
export function stripeLook(place: HTMLElement): object {
  const variables = Object.fromEntries(
    Object.entries(COLOURS).map(([name, token]) => [name, colourOf(place, token)]),
  );
  return {
    theme: 'stripe',
    variables: {
      ...variables,
      fontSizeBase: '16px',
      borderRadius: '4px',
    },
    rules: {
      '.Input': { borderColor: colourOf(place, '--ink-muted') },
    },
  };
}

/** A colour as the page shows it now, light or dark: Stripe can’t read our variables. */
function colourOf(place: HTMLElement, token: string): string {
  const probe = document.createElement('span');
  probe.style.color = `var(${token})`;
  place.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}
