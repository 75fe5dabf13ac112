export const applicationDelete = {
  title: (name: string) => `Delete ${name}`,
  lead: (people: string, count: number) =>
    count === 0
      ? 'Its client ID and secret stop working at once, and everything that was issued to it ends. This cannot be undone.'
      : `Its client ID and secret stop working at once, and everything that was issued to it ends, for ${people} who authorized it. This cannot be undone.`,
  people: (count: string, one: boolean) => (one ? '1 person' : `${count} people`),
  breadcrumb: 'Breadcrumb',
  applications: 'Applications',
  here: 'Delete',
  delete: 'Delete',
  cancel: 'Keep it',
};
