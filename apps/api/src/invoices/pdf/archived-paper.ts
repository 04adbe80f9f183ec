import type { TDocumentDefinitions } from 'pdfmake/interfaces.js';
import { escaped } from '../../platform/text/html-text.js';

/** What readers of e-invoices look for among the files in a PDF. */
const FILE_NAME = 'factur-x.xml';

const EXTENSION = 'urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#';

/** What a PDF says of the e-invoice that it carries, and what each of it is: archives know no names but their own. */
const FACTS = [
  ['DocumentFileName', FILE_NAME, 'The name of the embedded XML document'],
  ['DocumentType', 'INVOICE', 'The type of the hybrid document'],
  ['Version', '1.0', 'The version of the standard of the embedded XML document'],
  ['ConformanceLevel', 'EN 16931', 'The conformance level of the embedded XML document'],
] as const;

/**
 * A layout as PDF/A-3. Its title, author and subject are left to {@link carry}: pdfkit would write them into the metadata as
 * they are, and a name with `&` would break that.
 */
export function archived(layout: TDocumentDefinitions): TDocumentDefinitions {
  const { creator, producer, creationDate, modDate } = layout.info ?? {};
  return { ...layout, subset: 'PDF/A-3b', info: { creator, producer, creationDate, modDate } };
}

/** Puts an e-invoice into a PDF that isn't ended yet, and says so in its metadata. */
export function carry(
  pdf: PDFKit.PDFDocument,
  { info = {} }: TDocumentDefinitions,
  eInvoice: string,
  issuedAt: Date,
): void {
  const attached = {
    name: FILE_NAME,
    type: 'text/xml',
    description: 'Factur-X',
    // The types of pdfkit don't know it yet.
    relationship: 'Alternative',
    // Not the moment of printing: the same document is the same file.
    creationDate: issuedAt,
    modifiedDate: issuedAt,
  };
  pdf.file(Buffer.from(eInvoice), attached);
  pdf.appendXML(`
    <rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">
      <dc:title><rdf:Alt><rdf:li xml:lang="x-default">${escaped(info.title ?? '')}</rdf:li></rdf:Alt></dc:title>
      <dc:creator><rdf:Seq><rdf:li>${escaped(info.author ?? '')}</rdf:li></rdf:Seq></dc:creator>
      <dc:description><rdf:Alt><rdf:li xml:lang="x-default">${escaped(info.subject ?? '')}</rdf:li></rdf:Alt></dc:description>
    </rdf:Description>
    <rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
      xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
      xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
      <pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
        <pdfaSchema:schema>Factur-X PDFA Extension Schema</pdfaSchema:schema>
        <pdfaSchema:namespaceURI>${EXTENSION}</pdfaSchema:namespaceURI>
        <pdfaSchema:prefix>fx</pdfaSchema:prefix>
        <pdfaSchema:property><rdf:Seq>${FACTS.map(([name, , description]) => property(name, description)).join('')}</rdf:Seq></pdfaSchema:property>
      </rdf:li></rdf:Bag></pdfaExtension:schemas>
    </rdf:Description>
    <rdf:Description rdf:about="" xmlns:fx="${EXTENSION}">
      ${FACTS.map(([name, value]) => `<fx:${name}>${value}</fx:${name}>`).join('')}
    </rdf:Description>`);
}

function property(name: string, description: string): string {
  return `
          <rdf:li rdf:parseType="Resource">
            <pdfaProperty:name>${name}</pdfaProperty:name>
            <pdfaProperty:valueType>Text</pdfaProperty:valueType>
            <pdfaProperty:category>external</pdfaProperty:category>
            <pdfaProperty:description>${description}</pdfaProperty:description>
          </rdf:li>`;
}
