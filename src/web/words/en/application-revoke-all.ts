export const applicationRevokeAll = {
  title: (name: string) => `Revoke everything of ${name}`,
  lead: (people: string, count: number) =>
    count === 0
      ? 'For when its tokens may be in somebody else’s hands. All of it ends at once, and cannot be brought back.'
      : `For when its tokens may be in somebody else’s hands. All of it ends at once, for ${people} who authorized it, and cannot be brought back.`,
  people: (count: string, one: boolean) => (one ? '1 person' : `${count} people`),
  ends: [
    'Every access token and refresh token, for people and for itself, ends.',
    'Codes that are on their way, and devices that wait, end.',
    'What people have agreed to is forgotten: each is asked again when they come back.',
  ],
  stays:
    'The application stays as it is: its client ID, secrets and settings work on, and new tokens are issued at once. If a secret may be known too, end it as well.',
  breadcrumb: 'Breadcrumb',
  here: 'Revoke everything',
  button: 'Revoke everything',
  cancel: 'Keep it',
};
