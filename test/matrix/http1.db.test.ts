import { matrixPart } from './http.ts';

await matrixPart(0, 2);
