import { XMLBuilder, XMLParser, XMLValidator } from 'fast-xml-parser';
import { s3Error } from './errors.ts';

/** An element's content: text, elements by name, or several elements of one name. */
export type XmlContent = string | number | boolean | XmlElements | readonly XmlContent[];
export interface XmlElements {
  readonly [name: string]: XmlContent | undefined;
}

const NAMESPACE = 'http://s3.amazonaws.com/doc/2006-03-01/';
const builder = new XMLBuilder({ ignoreAttributes: false, attributeNamePrefix: '@', suppressEmptyNode: false });
const parser = new XMLParser({ ignoreAttributes: true, parseTagValue: false, removeNSPrefix: true, isArray: isList });

/** Elements that may come more than once. */
function isList(name: string): boolean {
  return name === 'Object' || name === 'Part';
}

/** A document with one root element of the S3 namespace. */
export function buildXml(root: string, content: XmlElements): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${builder.build({ [root]: { '@xmlns': NAMESPACE, ...content } })}`;
}

/** The document of an error, which has no namespace. */
export function buildErrorXml(content: XmlElements): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${builder.build({ Error: content })}`;
}

/** The content of the document's root element `root`; refused when the XML is not well-formed or has another root. */
export function parseXml(text: string, root: string): Readonly<Record<string, unknown>> {
  const parsed = XMLValidator.validate(text) === true ? (parser.parse(text) as Record<string, unknown>) : {};
  const content = parsed[root];
  if (typeof content !== 'object' || content === null) {
    throw s3Error('MalformedXML', `The body must be XML with the root element ${root}.`);
  }
  return content as Readonly<Record<string, unknown>>;
}
