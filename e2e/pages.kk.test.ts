import { lookAtPages } from './looked.ts';

lookAtPages('kk');
