import type { ResponseMode } from '../response-mode.ts';
import { formPost } from './form-post.ts';
import { fragment } from './fragment.ts';
import { query } from './query.ts';

/** Every way of answering; a server has those that its grants need, and metadata lists them. */
export const responseModes: readonly ResponseMode[] = [query, fragment, formPost];
