import { applyDecorators, StreamableFile } from '@nestjs/common';
import { ApiProduces, ApiResponse } from '@nestjs/swagger';
import { create as contentDisposition } from 'content-disposition';

/** A document that can be saved. */
export interface PrintedFile {
  content: Buffer;
  /** `Invoice 2027-000042.pdf`, or `.xml` */
  fileName: string;
}

/** Describes a route that answers a PDF. */
export function AnswersPdf(description: string) {
  return applyDecorators(
    ApiProduces('application/pdf'),
    ApiResponse({ status: 200, description, schema: { type: 'string', format: 'binary' } }),
  );
}

/** A document as the answer of a request: shown by the browser, and saved under its name. */
export function pdfAnswer({ content, fileName }: PrintedFile): StreamableFile {
  return new StreamableFile(content, {
    type: 'application/pdf',
    length: content.length,
    disposition: contentDisposition(fileName, { type: 'inline' }),
  });
}

/** Describes a route that answers an e-invoice. */
export function AnswersXml(description: string) {
  return applyDecorators(
    ApiProduces('application/xml'),
    ApiResponse({ status: 200, description, schema: { type: 'string', format: 'binary' } }),
  );
}

/** An e-invoice as the answer of a request: a file to be saved. */
export function xmlAnswer({ content, fileName }: PrintedFile): StreamableFile {
  return new StreamableFile(content, {
    type: 'application/xml; charset=utf-8',
    length: content.length,
    disposition: contentDisposition(fileName, { type: 'attachment' }),
  });
}
