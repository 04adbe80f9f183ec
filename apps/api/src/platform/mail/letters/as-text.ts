import { oneLine } from '../../text/plain-text.js';
import type { Letter, LetterPart } from './letter.js';
import { webLink } from './web-link.js';

/** A letter as plain text. */
export function asText({ heading, parts }: Letter): string {
  return [heading.toUpperCase(), ...parts.map(textOf), '-- \nBoxoffice'].join('\n\n') + '\n';
}

function textOf(part: LetterPart): string {
  switch (part.kind) {
    case 'paragraph':
    case 'note':
      return oneLine(part.text);
    case 'action':
    case 'link':
      return `${part.label}:\n${webLink(part.link)}`;
    case 'list':
      return part.lines.map((line) => `- ${oneLine(line)}`).join('\n');
    case 'changes':
      return [
        oneLine(part.title),
        ...part.rows.flatMap(({ label, before, after }) => [
          `${label}: ${oneLine(after)}`,
          `  ${oneLine(before)}`,
        ]),
      ].join('\n');
    case 'quote':
      return [part.by, ...part.lines.map((line) => `> ${oneLine(line)}`)].join('\n');
    case 'seller':
      return [
        oneLine(part.name),
        part.address,
        ...part.documents.map(({ label, link }) => `${label}: ${webLink(link)}`),
      ].join('\n');
    case 'ticket':
      return [
        oneLine(part.title),
        ...part.facts.filter((fact) => fact !== '').map(oneLine),
        '- - - - - - - - - - - - - - - -',
        ...[...part.lines, part.total, ...part.within].map(
          ({ label, amount }) => `${oneLine(label)}: ${amount}`,
        ),
      ].join('\n');
  }
}
