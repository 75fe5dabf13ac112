import type { Page } from '../page.ts';
import { home } from './home.ts';

/** Every page, in the order of a visit. */
export const pages: readonly Page[] = [home];
