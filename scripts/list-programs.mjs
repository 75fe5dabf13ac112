// node scripts/list-programs.mjs: writes into docs/libraries.md the programs of src/web/applications/snippets/.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { compile, root } from './steps.mjs';

await compile('tsconfig.test.json', '.build');
const { LIBRARIES_PAGE, withPrograms } = await import(path.join(root, '.build/test/support/documented-programs.js'));
writeFileSync(LIBRARIES_PAGE, withPrograms());
