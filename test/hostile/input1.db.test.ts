import { hostilePart } from './input.ts';

await hostilePart(0, 2);
