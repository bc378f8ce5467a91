import { param, RestError, type Route } from './route.ts';

/** The interpreters of a notebook: one process, restarted as one. */
const SETTINGS = [
  { id: 'flink', names: ['ssql', 'bsql'] },
  { id: 'md', names: ['markdown'] },
] as const;

type Setting = (typeof SETTINGS)[number];

/** Interpreter settings: which there are, and a new start. What they are is not a person's to change. */
export function interpreterRoutes(route: Route): void {
  route('get', '/interpreter/setting', async () => ({
    body: SETTINGS.map(viewSetting),
  }));
  route('get', '/interpreter/setting/:settingId', async (_notebook, request) => ({
    body: viewSetting(find(param(request, 'settingId'))),
  }));
  route('put', '/interpreter/setting/restart/:settingId', async (notebook, request) => {
    const setting = find(param(request, 'settingId'));
    await notebook.restartInterpreter();
    return { body: viewSetting(setting) };
  });
  for (const [method, path] of [
    ['post', '/interpreter/setting'],
    ['put', '/interpreter/setting/:settingId'],
    ['delete', '/interpreter/setting/:settingId'],
  ] as const) {
    route(method, path, async () => {
      throw new RestError(403, 'Interpreter settings cannot be changed here. In a paragraph, SET changes the session.');
    });
  }
}

function find(settingId: string): Setting {
  const setting = SETTINGS.find(({ id }) => id === settingId);
  if (setting === undefined) {
    throw new RestError(404, `There is no interpreter setting ${settingId}; there are flink and md.`);
  }
  return setting;
}

function viewSetting({ id, names }: Setting) {
  return {
    id,
    name: id,
    group: id,
    properties: {},
    status: 'READY',
    interpreterGroup: names.map((name) => ({ name, defaultInterpreter: name === names[0] })),
    dependencies: [],
    option: { remote: true, perNote: 'shared', perUser: 'shared', isExistingProcess: false, setPermission: false },
  };
}
