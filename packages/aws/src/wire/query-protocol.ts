// The older query protocol: action and parameters in a form body, answers in XML.
import type { Authenticate } from './authenticate.ts';
import { AwsError } from './errors.ts';
import { type Protocol, signable } from './protocol.ts';
import type { CallContext } from './service.ts';
import { type HttpRequest, oneHeader } from './shared-port.ts';

/** A service that speaks the query protocol; its actions answer flat results. */
export interface QueryService {
  readonly signingName: string;
  /** The namespace of its XML. */
  readonly namespace: string;
  readonly actions: Readonly<Record<string, (context: CallContext) => Readonly<Record<string, string>>>>;
}

/** Services of this protocol have older names for some errors. */
const QUERY_CODES: ReadonlyMap<string, string> = new Map([
  ['InvalidSignatureException', 'SignatureDoesNotMatch'],
  ['UnrecognizedClientException', 'InvalidClientTokenId'],
  ['MissingAuthenticationTokenException', 'MissingAuthenticationToken'],
  ['IncompleteSignatureException', 'IncompleteSignature'],
]);

export function isQueryRequest(request: HttpRequest): boolean {
  const type = oneHeader(request, 'content-type') ?? '';
  return type.startsWith('application/x-www-form-urlencoded') && request.headers['x-amz-target'] === undefined;
}

export function createQueryProtocol(services: readonly QueryService[], authenticate: Authenticate): Protocol {
  return {
    async answer(request, body, requestId) {
      const action = new URLSearchParams(body.toString()).get('Action') ?? '';
      const service = services.find(({ actions }) => Object.hasOwn(actions, action));
      const perform = service?.actions[action];
      if (service === undefined || perform === undefined) {
        throw new AwsError('InvalidAction', `The action ${action} is not valid for this web service.`);
      }
      const { accessKeyId, region } = authenticate(signable(request, body), service.signingName);
      const result = Object.entries(perform({ accessKeyId, region, requestId })).map(([name, text]) =>
        element(name, escapeXml(text)),
      );
      const metadata = element('ResponseMetadata', element('RequestId', requestId));
      const content = element(`${action}Result`, result.join('')) + metadata;
      return {
        status: 200,
        contentType: 'text/xml',
        body: Buffer.from(`<${action}Response xmlns="${service.namespace}">${content}</${action}Response>\n`),
      };
    },
    describeFailure(failure, requestId) {
      const code = QUERY_CODES.get(failure.type) ?? failure.type;
      const kind = element('Type', failure.status < 500 ? 'Sender' : 'Receiver');
      const error = kind + element('Code', code) + element('Message', escapeXml(failure.message));
      const body = element('ErrorResponse', element('Error', error) + element('RequestId', requestId));
      return { status: failure.status, contentType: 'text/xml', body: Buffer.from(`${body}\n`) };
    },
  };
}

function element(name: string, content: string): string {
  return `<${name}>${content}</${name}>`;
}

function escapeXml(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}
