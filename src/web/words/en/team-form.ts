export const teamForm = {
  name: {
    label: 'Name',
    hint: 'People read it where an application says who made it.',
    example: 'Field maps',
  },
  description: {
    label: 'Description',
    hint: 'What the team does, for whoever is invited.',
    example: 'Maps and apps of the field crew',
  },
  taken: 'There is a team of this name already.',
};
