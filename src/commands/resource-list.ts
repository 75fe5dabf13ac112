import { type Command, columns } from '../command.ts';
import type { ListedResource } from '../oauth/model/resource.ts';

export const resourceList: Command = {
  name: 'resource list',
  summary: 'Lists every API that tokens can be for, and how many applications may ask for it.',
  async run() {
    const { withDeps } = await import('../command-line/with-deps.ts');
    const listed = await withDeps(({ resources }) => resources.list());
    return {
      json: listed.map((resource) => ({
        uri: resource.uri,
        name: resource.name,
        scopes: resource.scopes,
        access_token_format: resource.accessTokenFormat,
        access_token_seconds: resource.accessTokenSeconds,
        applications: resource.applications,
      })),
      text:
        listed.length === 0
          ? 'There is no resource yet: see "latchkey resource add --help".'
          : columns(listed.map(line)),
    };
  },
};

function line({ uri, name, scopes, accessTokenFormat, accessTokenSeconds, applications }: ListedResource) {
  const notes = [
    ...(scopes.length === 0 ? [] : [`only ${scopes.join(', ')}`]),
    ...(accessTokenFormat === undefined ? [] : [accessTokenFormat]),
    ...(accessTokenSeconds === undefined ? [] : [`${accessTokenSeconds} seconds`]),
  ];
  return [uri, applications === 1 ? '1 application' : `${applications} applications`, notes.join('; '), name];
}
