import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type LocalEndpoint, startLocalEndpoint } from '../testing/local-endpoint.ts';
import { awsCli, PYTHON_TIMEOUT_MILLIS, python, whyNoPythonTools } from '../testing/python-tools.ts';

describe.skipIf(whyNoPythonTools() !== undefined)('the Python clients', { timeout: PYTHON_TIMEOUT_MILLIS }, () => {
  let local: LocalEndpoint;

  beforeAll(async () => {
    local = await startLocalEndpoint(async () => ({ services: [], close: async () => undefined }));
  });

  afterAll(() => local.close());

  test('the CLI sees who it is', async () => {
    const [, second] = local.credentials.profiles;
    expect(await awsCli(local.environment, ['sts', 'get-caller-identity', '--profile', 'adminuser'])).toEqual({
      UserId: second?.accessKeyId,
      Account: '012345678901',
      Arn: 'arn:aws:iam::012345678901:user/adminuser',
    });
  });

  test('a wrong secret and another action are told as errors', async () => {
    const codes = await python(
      local.environment,
      `
import boto3, json
from botocore.exceptions import ClientError
def code(call):
    try: call()
    except ClientError as error: return error.response['Error']['Code']
wrong = boto3.client('sts', aws_access_key_id=boto3.Session().get_credentials().access_key, aws_secret_access_key='wrong')
print(json.dumps([code(wrong.get_caller_identity), code(boto3.client('sts').get_session_token)]))
`,
    );
    expect(codes).toEqual(['SignatureDoesNotMatch', 'InvalidAction']);
  });
});
