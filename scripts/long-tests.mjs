// What CI=true leaves out, so that continuous integration ends within ten minutes on two cores: races, outages, floods and restarts, which
// `npm run soak` runs with full numbers too, and the browser at legacy doors. `npm test` runs all of it everywhere else.
export const LONG_TESTS = [
  'browser/device.test',
  'browser/oauth1.test',
  'browser/swagger-ui.test',
  'docker.test',
  'flows/contention.test',
  'flows/hostile-database.test',
  'flows/key-rotation.test',
  'flows/load.test',
  'flows/password-guessing.test',
  'flows/races.test',
  'flows/reliability.test',
  'flows/shutdown.test',
  'storage/engine/database.test',
  'storage/engine/embedded.test',
  'storage/engine/migrate.test',
  'web/fuzz.test',
];
